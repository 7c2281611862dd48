import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { onEachDatabase } from '../../tests/world/databases.ts'
import type { Actor } from '../platform/access/index.ts'
import type { ActContext } from '../platform/audit/index.ts'
import { newId } from '../platform/db/index.ts'
import { Denied, Invalid } from '../platform/errors/index.ts'
import { addAktor } from './add-aktor.ts'
import { addPerson } from './add-person.ts'
import { endPersonUppdrag } from './end-uppdrag.ts'
import { makePersonLink } from './make-link.ts'
import type { Role } from './model/aktor.ts'
import {
  type AktorerTables,
  insertAktor,
  insertPerson,
  insertUppdrag,
  listAktorer,
  listPersons,
  loadActor,
} from './store.ts'
import { aktorerTexts } from './texts.ts'

const TODAY = '2026-11-22'
const AT = new Date('2026-11-22T09:00:00Z')
const NEW_AKTOR = {
  kind: 'forening',
  name: 'Ekhamns båtklubb',
  shortName: 'båtklubben',
  prefix: null,
  forvaltning: null,
} as const

onEachDatabase('tom', (get) => {
  const [ks, amn] = [newId(), newId()]
  const admin: Actor = { id: newId(), name: 'Admin', title: '', seats: [{ role: 'administrator', aktorId: ks }] }

  const insertBody = (id: string, name: string, validFrom = '2019-01-01', validTo: string | null = null) =>
    insertAktor(get().db, {
      id,
      kind: 'facknamnd',
      name,
      shortName: name,
      prefix: null,
      forvaltning: null,
      validFrom,
      validTo,
    })

  beforeAll(async () => {
    await insertBody(ks, 'Kommunstyrelsen')
    await insertBody(amn, 'Arbetsmarknadsnämnden')
  })

  let person: string
  beforeEach(async () => {
    person = newId()
    await insertPerson(get().db, { id: person, name: 'Eva Sand', title: 'registrator' })
  })

  const hold = (role: Role, aktorId: string, validFrom = '2019-01-01', validTo: string | null = null) =>
    insertUppdrag(get().db, {
      id: newId(),
      person_id: person,
      aktor_id: aktorId,
      role,
      valid_from: validFrom,
      valid_to: validTo,
    })

  function act<T>(actor: Actor, work: (context: ActContext) => Promise<T>): Promise<T> {
    return get().transaction((trx) => work({ trx, actor, at: AT, today: TODAY }))
  }
  const logged = () =>
    get().db.selectFrom('platform.audit_entry').select(['act', 'item_id', 'actor_id']).orderBy('seq').execute()
  const seats = async (today = TODAY) => (await loadActor(get().db, person, today))?.seats

  it('en person har de uppdrag som gäller på dagen, första och sista dagen inräknade', async () => {
    await hold('registrator', amn, '2026-01-01', TODAY)
    await hold('handlaggare', ks, TODAY)
    await hold('administrator', ks, '2026-11-23')
    await hold('fortroendevald', amn, '2022-01-01', '2026-11-21')
    expect(await seats()).toEqual([
      { role: 'registrator', aktorId: amn },
      { role: 'handlaggare', aktorId: ks },
    ])
    expect(await seats('2026-11-23')).toEqual([
      { role: 'handlaggare', aktorId: ks },
      { role: 'administrator', aktorId: ks },
    ])
  })

  it('en person utan uppdrag är någon men har ingen plats, och en okänd är ingen', async () => {
    expect(await seats()).toEqual([])
    expect(await loadActor(get().db, newId(), TODAY)).toBeNull()
    expect((await listPersons(get().db, TODAY)).map((one) => one.id)).not.toContain(person)
  })

  it('den vars uppdrag avslutas i dag kan inte längre handla i det, men det som var står kvar', async () => {
    await hold('registrator', amn)
    await hold('handlaggare', amn)
    const before = (await logged()).length
    await act(admin, (context) => endPersonUppdrag(context, { personId: person, aktorId: amn, role: 'registrator' }))
    expect(await seats()).toEqual([{ role: 'handlaggare', aktorId: amn }])
    expect(await seats('2026-11-21')).toHaveLength(2)
    await act(admin, (context) => endPersonUppdrag(context, { personId: person, aktorId: amn, role: 'registrator' }))
    expect((await logged()).slice(before)).toEqual([{ act: 'aktorer.end-uppdrag', item_id: amn, actor_id: admin.id }])
  })

  it('ett uppdrag som började i dag kan avslutas i dag', async () => {
    const id = await act(admin, (context) =>
      addPerson(context, { name: 'Ny', title: '', aktorId: amn, role: 'handlaggare' }),
    )
    expect((await loadActor(get().db, id, TODAY))?.seats).toHaveLength(1)
    await act(admin, (context) => endPersonUppdrag(context, { personId: id, aktorId: amn, role: 'handlaggare' }))
    expect((await loadActor(get().db, id, TODAY))?.seats).toEqual([])
  })

  describe('den sista administratören', () => {
    const end = (personId: string, aktorId: string) =>
      act(admin, (context) => endPersonUppdrag(context, { personId, aktorId, role: 'administrator' }))
    beforeEach(() => get().db.withTables<AktorerTables>().deleteFrom('aktorer.uppdrag').execute())

    it('kan inte avslutas, och den som nekas får veta vilken regel det är, på båda språken', async () => {
      await hold('administrator', ks)
      await hold('registrator', amn)
      const before = await logged()
      const refused = await end(person, ks).catch((error: unknown) => error)
      expect(refused).toBeInstanceOf(Denied)
      expect((refused as Denied).refusal).toEqual({
        act: 'aktorer.end-uppdrag',
        reason: 'incomplete',
        missing: ['aktorer.missing.annan-administrator'],
      })
      expect(aktorerTexts['aktorer.missing.annan-administrator']).toEqual([
        expect.stringContaining('den sista kan inte avslutas'),
        expect.stringContaining('the last one’s role cannot be ended'),
      ])
      expect([await seats(), await logged()]).toEqual([
        [
          { role: 'administrator', aktorId: ks },
          { role: 'registrator', aktorId: amn },
        ],
        before,
      ])
      await act(admin, (context) => endPersonUppdrag(context, { personId: person, aktorId: amn, role: 'registrator' }))
      expect(await seats()).toHaveLength(1)
    })

    it('räknas i dag: den vars uppdrag har slutat eller inte börjat håller ingen dörr öppen', async () => {
      await hold('administrator', ks)
      await hold('administrator', amn, '2019-01-01', '2026-11-21')
      await hold('administrator', amn, '2026-11-23')
      await expect(end(person, ks)).rejects.toBeInstanceOf(Denied)
    })

    it('är inte den sista när en annan finns, också hos en annan aktör och med sista dag i dag', async () => {
      await hold('administrator', ks)
      await hold('administrator', amn, '2019-01-01', TODAY)
      await end(person, ks)
      expect(await seats()).toEqual([{ role: 'administrator', aktorId: amn }])
    })

    it('blir kvar när två administratörer avslutar varandra i samma ögonblick', async () => {
      await hold('administrator', ks)
      await hold('administrator', amn)
      const outcomes = await Promise.allSettled([end(person, ks), end(person, amn)])
      expect(outcomes.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
      expect(await seats()).toHaveLength(1)
    })
  })

  it('bara en administratör ändrar registret, och den som nekas lämnar inget spår', async () => {
    const others: Actor[] = [
      { ...admin, seats: [{ role: 'trygghetssamordnare', aktorId: ks }] },
      { ...admin, seats: [] },
      { ...admin, id: null },
    ]
    const before = [await logged(), await listAktorer(get().db, TODAY)]
    for (const actor of others) {
      const acts = [
        () => act(actor, (context) => addAktor(context, NEW_AKTOR)),
        () =>
          act(actor, (context) => addPerson(context, { name: 'X', title: '', aktorId: amn, role: 'administrator' })),
        () =>
          act(actor, (context) => endPersonUppdrag(context, { personId: person, aktorId: amn, role: 'registrator' })),
        () => act(actor, (context) => makePersonLink(context, { personId: person, aktorId: amn })),
      ]
      for (const one of acts) await expect(one()).rejects.toBeInstanceOf(Denied)
    }
    expect([await logged(), await listAktorer(get().db, TODAY)]).toEqual(before)
  })

  it('en person kan bara läggas till hos en aktör som finns', async () => {
    const work = act(admin, (context) => addPerson(context, { name: 'X', title: '', aktorId: newId(), role: 'polis' }))
    await expect(work).rejects.toBeInstanceOf(Invalid)
  })

  it('en engångslänk görs bara för den som har uppdrag hos aktören, och länken loggas inte', async () => {
    const link = () => act(admin, (context) => makePersonLink(context, { personId: person, aktorId: amn }))
    await expect(link()).rejects.toBeInstanceOf(Invalid)
    await hold('registrator', amn)
    const { token, name } = await link()
    expect(name).toBe('Eva Sand')
    const rows = await get().db.selectFrom('platform.audit_entry').select('payload').execute()
    const kept = JSON.stringify([rows, await get().db.selectFrom('platform.one_time_link').selectAll().execute()])
    expect(kept).not.toContain(token)
  })

  it('aktörer listas på svenska för dagen', async () => {
    for (const name of ['Österhamns bolag', 'Äldrenämnden', 'Åkeriet']) await insertBody(newId(), name)
    await insertBody(newId(), 'Nedlagda nämnden', '2010-01-01', '2026-11-21')
    await insertBody(newId(), 'Kommande nämnden', '2027-01-01')
    expect((await listAktorer(get().db, TODAY)).map((aktor) => aktor.name)).toEqual([
      'Arbetsmarknadsnämnden',
      'Kommunstyrelsen',
      'Åkeriet',
      'Äldrenämnden',
      'Österhamns bolag',
    ])
  })

  it('två aktörer som läggs till i samma ögonblick får inte samma början på sina diarienummer', async () => {
    const add = (name: string, prefix: string) =>
      act(admin, (context) => addAktor(context, { ...NEW_AKTOR, kind: 'facknamnd', name, shortName: name, prefix }))
    const outcomes = await Promise.allSettled([add('Ena nämnden', 'ÅN'), add('Andra nämnden', 'ån')])
    expect(outcomes.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    const [refused] = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    expect(refused).toBeInstanceOf(Invalid)
  })
})
