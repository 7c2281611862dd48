import { beforeEach, describe, expect, it } from 'vitest'
import { type Actor, anonymous } from '../../src/platform/access/index.ts'
import { newId } from '../../src/platform/db/index.ts'
import { LinkRegistry, link, type Ref, type RefKind, railFor, unlink } from '../../src/platform/links/index.ts'
import { onEachDatabase } from '../world/databases.ts'

const AT = new Date('2026-11-22T09:00:00Z')
const TODAY = '2026-11-22'

/** Kinds of this test's own: a book has pages, notes stand at pages, a letter gathers notes, an archive keeps letters. */
const KINDS = [
  ['bok', 10],
  ['sida', 20],
  ['arkiv', 30],
  ['brev', 40],
  ['lapp', 50],
] as const

/** Titles that somebody may not see begin with "hemlig"; only somebody who is signed in sees them. */
function kindOf(kind: string, order: number, titles: Map<string, string>): RefKind {
  return {
    kind,
    order,
    pluralKey: `prov.${kind}`,
    describe: async (_db, actor, ids) =>
      ids
        .filter((id) => actor.id !== null || !titles.get(id)?.startsWith('hemlig'))
        .map((id) => ({ id, title: titles.get(id) ?? '', href: `/${kind}/${id}` }))
        .sort((a, b) => (a.title < b.title ? -1 : 1)),
  }
}

const somebody: Actor = { ...anonymous, id: newId() }

onEachDatabase('tom', (get) => {
  let titles: Map<string, string>
  let registry: LinkRegistry
  let items: Record<string, Ref>

  beforeEach(async () => {
    await get().db.deleteFrom('platform.edge').execute()
    titles = new Map()
    items = {}
    registry = new LinkRegistry()
    for (const [kind, order] of KINDS) registry.addKind(kindOf(kind, order, titles))
  })

  function item(kind: string, title: string): Ref {
    const ref = { kind, id: newId() }
    titles.set(ref.id, title)
    items[title] = ref
    return ref
  }

  async function tie(from: Ref, relation: string, to: Ref): Promise<void> {
    await get().transaction((trx) => link(trx, from, relation, to, AT))
  }

  async function rail(ref: Ref | undefined, actor = somebody): Promise<string[]> {
    const { steps } = await railFor(registry, get().db, actor, ref ?? { kind: '', id: newId() }, TODAY)
    return steps.map(
      (step) => `${step.isCurrent ? '*' : ''}${step.kind}: ${step.items.map((one) => one.title).join(', ')}`,
    )
  }

  const edges = () => get().db.selectFrom('platform.edge').selectAll().execute()

  it('samma länk två gånger är en länk, åt andra hållet och med annat namn är den en annan', async () => {
    const [a, b] = [item('bok', 'a'), item('sida', 'b')]
    await tie(a, 'har', b)
    await tie({ ...a, version: 2 }, 'har', b)
    expect(await edges()).toHaveLength(1)
    await tie(b, 'har', a)
    await tie(a, 'citerar', b)
    expect(await edges()).toHaveLength(3)
  })

  it('länkar som börjar i en sak kan tas bort, alla eller av ett slag', async () => {
    const [a, b, c] = [item('sida', 'a'), item('lapp', 'b'), item('lapp', 'c')]
    await tie(b, 'star-vid', a)
    await tie(b, 'liknar', c)
    await tie(c, 'star-vid', a)
    await get().transaction((trx) => unlink(trx, b, 'liknar'))
    expect((await edges()).map((edge) => edge.relation)).toEqual(['star-vid', 'star-vid'])
    await get().transaction((trx) => unlink(trx, b))
    expect((await edges()).map((edge) => edge.from_id)).toEqual([c.id])
  })

  it('en länk finns inte om handlingen som gjorde den ångrades', async () => {
    const work = get().transaction(async (trx) => {
      await link(trx, item('bok', 'a'), 'har', item('sida', 'b'), AT)
      throw new Error('ångrat')
    })
    await expect(work).rejects.toThrow('ångrat')
    expect(await edges()).toEqual([])
  })

  describe('tråden genom en sak', () => {
    beforeEach(async () => {
      const [bok, sida1, sida2] = [item('bok', 'bok'), item('sida', 'sida 1'), item('sida', 'sida 2')]
      const [arkiv, brevA, brevB] = [item('arkiv', 'arkiv'), item('brev', 'brev A'), item('brev', 'brev B')]
      const [a1, a2, b1] = [item('lapp', 'lapp A1'), item('lapp', 'lapp A2'), item('lapp', 'lapp B1')]
      for (const sida of [sida1, sida2]) await tie(bok, 'har', sida)
      await tie(arkiv, 'om', bok)
      for (const brev of [brevA, brevB]) await tie(brev, 'lamnas-till', arkiv)
      for (const [lapp, brev] of [
        [a1, brevA],
        [a2, brevA],
        [b1, brevB],
      ] as const)
        await tie(lapp, 'ligger-i', brev)
      for (const [lapp, sida] of [
        [a1, sida1],
        [a2, sida2],
        [b1, sida1],
      ] as const)
        await tie(lapp, 'star-vid', sida)
    })

    it('går uppåt och nedåt i trådens ordning', async () => {
      expect(await rail(items['sida 1'])).toEqual([
        'bok: bok',
        '*sida: sida 1',
        'arkiv: arkiv',
        'brev: brev A, brev B',
        'lapp: lapp A1, lapp B1',
      ])
    })

    it('viker aldrig av i sidogrenar: från en lapp syns dess egen sida och eget brev, inte brevets andra lappar', async () => {
      expect(await rail(items['lapp A2'])).toEqual([
        'bok: bok',
        'sida: sida 2',
        'arkiv: arkiv',
        'brev: brev A',
        '*lapp: lapp A2',
      ])
      expect(await rail(items['lapp B1'])).toEqual([
        'bok: bok',
        'sida: sida 1',
        'arkiv: arkiv',
        'brev: brev B',
        '*lapp: lapp B1',
      ])
    })

    it('vänder aldrig: det som hänger under lappens sida är inte lappens', async () => {
      registry.addKind(kindOf('fotnot', 60, titles))
      await tie(item('fotnot', 'fotnot'), 'star-vid', items['sida 1'] as Ref)
      expect(await rail(items['sida 1'])).toContain('fotnot: fotnot')
      expect((await rail(items['lapp A1'])).join()).not.toContain('fotnot')
    })

    it('tar varje slag där det först möter: ett brev visar sina egna lappar, inte alla lappar vid deras sidor', async () => {
      expect(await rail(items['brev A'])).toEqual([
        'bok: bok',
        'sida: sida 1, sida 2',
        'arkiv: arkiv',
        '*brev: brev A',
        'lapp: lapp A1, lapp A2',
      ])
    })

    it('döljer det som den som frågar inte får se, men går vidare bakom det', async () => {
      titles.set(items['brev A']?.id ?? '', 'hemligt brev')
      expect(await rail(items['lapp A1'])).toContain('brev: hemligt brev')
      const asNobody = await rail(items['lapp A1'], anonymous)
      expect(asNobody.join()).not.toContain('brev')
      expect(asNobody).toContain('arkiv: arkiv')
    })

    it('stannar efter tre länkar', async () => {
      const kedja = Array.from({ length: 5 }, (_, at) => `led${at}`)
      for (const [at, kind] of kedja.entries()) registry.addKind(kindOf(kind, 100 + at, titles))
      const led = kedja.map((kind) => item(kind, kind))
      for (const [at, ref] of led.slice(1).entries()) await tie(led[at] as Ref, 'foljs-av', ref)
      expect(await rail(led[0])).toEqual(['*led0: led0', 'led1: led1', 'led2: led2', 'led3: led3'])
      expect(await rail(led[4])).toEqual(['led1: led1', 'led2: led2', 'led3: led3', '*led4: led4'])
    })

    it('blandar inte ihop två slag som råkar ha samma id, och tål slag som ingen har anmält', async () => {
      const sida = items['sida 2'] as Ref
      await tie({ kind: 'okand', id: newId() }, 'pekar-pa', sida)
      await tie({ kind: 'brev', id: sida.id }, 'lamnas-till', items.arkiv as Ref)
      expect(await rail(sida)).toEqual(['bok: bok', '*sida: sida 2', 'arkiv: arkiv', 'brev: brev A', 'lapp: lapp A2'])
    })

    it('är tom för en sak utan länkar, så när som på den själv', async () => {
      expect(await rail(item('bok', 'ensam'))).toEqual(['*bok: ensam'])
    })
  })

  it('glapp hittas av reglerna för sakens slag, och bara av dem', async () => {
    const utan = (id: string, on: string[]) => ({
      id,
      on,
      find: async (_db: unknown, ref: Ref, today: string) => [
        { rule: id, key: 'prov.glapp', values: { today }, href: `/${ref.kind}` },
      ],
    })
    registry.addRule(utan('PROV-1', ['bok', 'sida']))
    registry.addRule(utan('PROV-2', ['sida']))
    registry.addRule({ id: 'PROV-3', on: ['sida'], find: async () => [] })
    const { gaps } = await railFor(registry, get().db, somebody, item('sida', 's'), TODAY)
    expect(gaps.map((gap) => [gap.rule, gap.values.today, gap.href])).toEqual([
      ['PROV-1', TODAY, '/sida'],
      ['PROV-2', TODAY, '/sida'],
    ])
    expect((await registry.gate(get().db, item('bok', 'b'), TODAY)).map((gap) => gap.rule)).toEqual(['PROV-1'])
  })
})

describe('registret över länkar', () => {
  it('nekar ett slag eller en regel som anmäls två gånger', () => {
    const registry = new LinkRegistry()
    const kind = kindOf('bok', 1, new Map())
    const rule = { id: 'PROV-1', on: [], find: async () => [] }
    registry.addKind(kind)
    registry.addRule(rule)
    expect(() => registry.addKind(kind)).toThrow('the kind bok is registered twice')
    expect(() => registry.addRule(rule)).toThrow('the gap rule PROV-1 is registered twice')
  })
})
