import fc from 'fast-check'
import { insertAktor, ROLES } from '../../src/aktorer/index.ts'
import { insertArende, insertShares } from '../../src/arenden/index.ts'
import { insertHandling } from '../../src/handlingar/index.ts'
import type { Actor } from '../../src/platform/access/index.ts'
import { type Database, type Db, newId } from '../../src/platform/db/index.ts'
import { insertInstanser, insertRemiss, saveInstans, saveRemiss } from '../../src/remiss/store.ts'
import { insertSvar } from '../../src/remiss/svar-store.ts'
import { insertSynpunkt } from '../../src/remiss/synpunkt-store.ts'
import { insertProgram, insertVersion, programSteps } from '../../src/trygghetsprogram/index.ts'

const AT = new Date('2026-11-22T09:00:00Z')
const DAY = '2026-11-22'

export const bodies = Array.from({ length: 6 }, newId)
const stranger = newId()

/** Rows are drawn once, from a fixed seed; actors are drawn anew in every run. */
function draw<T>(arbitrary: fc.Arbitrary<T>, numRuns: number): T[] {
  return fc.sample(arbitrary, { numRuns, seed: 20261122 })
}
const body = fc.constantFrom(...bodies)
const some = fc.uniqueArray(body, { maxLength: 3 })

/** Anybody at all: some of the bodies, or one that the rows do not know, in known and unknown roles. */
export const actor: fc.Arbitrary<Actor> = fc.record({
  id: fc.option(fc.uuid({ version: 7 })),
  name: fc.constant('Någon'),
  title: fc.constant(''),
  seats: fc.array(
    fc.record({ role: fc.constantFrom(...ROLES, 'okand'), aktorId: fc.constantFrom(...bodies, stranger) }),
    { maxLength: 4 },
  ),
})

/** What was put into the database, as the rules see it. */
export interface PolicyWorld {
  versions: { id: string; status: string; ownerAktorId: string }[]
  arenden: { id: string; ownerAktorId: string; sharedWith: string[] }[]
  handlingar: { id: string; ownerAktorId: string; sharedWith: string[] }[]
  remisser: { id: string; status: string; ownerAktorId: string; instansAktorIds: string[] }[]
  svar: {
    id: string
    isSent: boolean
    senderAktorId: string
    instansAktorId: string
    medAktorIds: readonly string[]
    remissId: string
  }[]
  /** The point of each reply, by the reply's id. */
  synpunkter: Map<string, string>
}

async function insertVersions(db: Db): Promise<PolicyWorld['versions']> {
  const drawn = draw(fc.record({ status: fc.constantFrom(...programSteps.states), ownerAktorId: body }), 30)
  const versions = drawn.map((row) => ({ id: newId(), programId: newId(), ...row }))
  for (const version of versions) {
    await insertProgram(db, { id: version.programId, owner_aktor_id: version.ownerAktorId, name: 'P', created_at: AT })
    await insertVersion(db, { ...version, nr: 1, title: 'P', statusOn: DAY, periodFrom: DAY, periodTo: DAY })
  }
  return versions
}

async function insertArenden(db: Db): Promise<PolicyWorld['arenden']> {
  const arenden = draw(fc.record({ ownerAktorId: body, sharedWith: some }), 30).map((row) => ({ id: newId(), ...row }))
  for (const { id, ownerAktorId, sharedWith } of arenden) {
    await insertArende(db, {
      id,
      ownerAktorId,
      diarienummer: null,
      title: 'Ä',
      counterpart: '',
      counterpartDiarienummer: null,
      openedOn: DAY,
      handlaggareId: null,
    })
    for (const aktorId of sharedWith) await insertShares(db, [{ kind: 'arende', id }], aktorId, AT, newId())
    // A share of something else with the same id is no share of this.
    await insertShares(db, [{ kind: 'handling', id }], bodies[0] ?? '', AT, newId())
  }
  return arenden
}

async function insertHandlingar(db: Db): Promise<PolicyWorld['handlingar']> {
  const handlingar = draw(fc.record({ ownerAktorId: body, sharedWith: some }), 30).map((row) => ({
    id: newId(),
    ...row,
  }))
  const rest = {
    sender: null,
    recipient: null,
    fileSha256: null,
    fileName: null,
    mediaType: null,
    isOnPaper: true,
    unreadable: null,
    hasPersonnummer: false,
  }
  for (const { id, ownerAktorId, sharedWith } of handlingar) {
    await insertHandling(
      db,
      {
        id,
        ownerAktorId,
        kind: 'ovrig',
        title: 'H',
        direction: 'in',
        state: 'inkommen',
        stateOn: DAY,
        receivedOn: DAY,
        ...rest,
        version: 1,
      },
      AT,
    )
    for (const aktorId of sharedWith) await insertShares(db, [{ kind: 'handling', id }], aktorId, AT, newId())
    await insertShares(db, [{ kind: 'arende', id }], bodies[0] ?? '', AT, newId())
  }
  return handlingar
}

async function insertRemisser(
  db: Db,
  versions: PolicyWorld['versions'],
  arenden: PolicyWorld['arenden'],
): Promise<Pick<PolicyWorld, 'remisser' | 'svar' | 'synpunkter'>> {
  const status = fc.constantFrom('utkast' as const, 'skickad' as const, 'avslutad' as const)
  const remisser: PolicyWorld['remisser'] = []
  const svar: PolicyWorld['svar'] = []
  const synpunkter: PolicyWorld['synpunkter'] = new Map()
  const drawn = draw(
    fc.record({
      status,
      ownerAktorId: body,
      instansAktorIds: some,
      sent: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
    }),
    30,
  )
  for (const [at, row] of drawn.entries()) {
    const id = newId()
    const instanser = row.instansAktorIds.map((aktorId) => ({ id: newId(), remissId: id, aktorId }))
    await insertRemiss(db, {
      id,
      ownerAktorId: row.ownerAktorId,
      programVersionId: versions[at]?.id ?? '',
      arendeId: arenden[at]?.id ?? '',
      title: 'R',
      missiv: '',
      svarSenast: null,
    })
    await saveRemiss(db, id, { status: row.status })
    await insertInstanser(db, instanser)
    remisser.push({ id, ...row })
    if (row.status === 'utkast') continue
    for (const [nr, instans] of instanser.entries()) {
      // Every second reply stands for the other instances too.
      const med = (at + nr) % 2 === 0 ? instanser.filter((other) => other !== instans) : []
      const one = {
        id: newId(),
        isSent: row.sent[nr] ?? false,
        senderAktorId: row.ownerAktorId,
        instansAktorId: instans.aktorId,
        medAktorIds: med.map((other) => other.aktorId),
        remissId: id,
      }
      await saveInstans(db, instans.id, { lage: one.isSent ? 'inkommen' : 'under_beredning' })
      await insertSvar(db, {
        ...one,
        instansId: instans.id,
        form: 'namndbeslut',
        sammanfattning: '',
        decidedOn: null,
        paragraf: null,
        handlingId: null,
        receivedOn: null,
        isRegisteredBySender: false,
        utlatandeId: null,
        beslutId: null,
        supersededBy: null,
      })
      if (med.length > 0)
        await db
          .withTables<{ 'remiss.gemensamt_svar': { remissvar_id: string; remissinstans_id: string } }>()
          .insertInto('remiss.gemensamt_svar')
          .values(med.map((other) => ({ remissvar_id: one.id, remissinstans_id: other.id })))
          .execute()
      synpunkter.set(one.id, newId())
      await insertSynpunkt(db, {
        id: synpunkter.get(one.id) ?? '',
        svarId: one.id,
        kinds: ['ovrigt'],
        text: 'S',
        source: 'namnden',
        ankare: { type: 'helheten' },
      })
      svar.push(one)
    }
  }
  return { remisser, svar, synpunkter }
}

/** Fills a database with rows of every kind that has a rule about who may see it. */
export async function fillPolicyWorld(database: Database): Promise<PolicyWorld> {
  return database.transaction(async (trx) => {
    for (const id of bodies) {
      await insertAktor(trx, {
        id,
        kind: 'facknamnd',
        name: id,
        shortName: id,
        prefix: null,
        forvaltning: null,
        validFrom: DAY,
        validTo: null,
      })
    }
    const [versions, arenden, handlingar] = [
      await insertVersions(trx),
      await insertArenden(trx),
      await insertHandlingar(trx),
    ]
    return { versions, arenden, handlingar, ...(await insertRemisser(trx, versions, arenden)) }
  })
}
