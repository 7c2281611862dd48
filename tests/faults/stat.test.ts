import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { METHODS, runMethod, schemaOf } from '../../src/statistics/index.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

function stat(args: string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/samsyn', 'stat', ...args], {
    cwd: root,
    encoding: 'utf8',
    input,
    timeout: 60_000,
  })
  return { status, stdout, stderr }
}

/** Methods that share a card with another. */
const CARD_OF_TWO: Record<string, string> = { 'interrupted-series': 'effect', 'foresight-score': 'foresight' }

describe('samsyn stat', () => {
  it('listar metoderna, en på varje rad med namnet först', () => {
    const { status, stdout } = stat([])
    expect(status).toBe(0)
    const names = stdout
      .trim()
      .split('\n')
      .map((line) => line.split(/\s+/)[0])
    expect(names).toEqual(METHODS.map(({ name }) => name))
  })

  it('visar indatas och utdatas schema för varje metod', () => {
    for (const one of METHODS) {
      const schema = schemaOf(one) as { input: { type: string }; output: object }
      expect(schema.input.type, one.name).toBe('object')
      expect(JSON.stringify(schema.output).length, one.name).toBeGreaterThan(50)
    }
    expect(JSON.parse(stat(['trend', '--schema']).stdout)).toMatchObject({ method: 'trend' })
  })

  it('säger ifrån om ett val som inte finns, i varje metod och på varje nivå: en felstavning räknas aldrig bort i tysthet', () => {
    const open = (at: unknown, path: string): string[] => {
      if (typeof at !== 'object' || at === null) return []
      const one = at as { type?: string; properties?: object; additionalProperties?: unknown }
      const here = one.type === 'object' && one.properties && one.additionalProperties !== false ? [path] : []
      return [...here, ...Object.entries(at).flatMap(([key, value]) => open(value, `${path}.${key}`))]
    }
    for (const one of METHODS) expect(open((schemaOf(one) as { input: object }).input, one.name)).toEqual([])
    const input = { before: { count: 3, exposure: 1 }, after: { count: 12, exposure: 1, expsure: 2 } }
    const { status, stderr } = stat(['two-periods'], JSON.stringify(input))
    expect(status).toBe(2)
    expect(stderr).toContain('after: Okänd nyckel: "expsure"')
  })

  it('räknar på indata från stdin, lika varje gång', () => {
    const input = JSON.stringify({ before: { count: 3, exposure: 1 }, after: { count: 12, exposure: 1 } })
    const first = stat(['two-periods'], input)
    expect(first).toMatchObject({ status: 0, stderr: '' })
    expect(JSON.parse(first.stdout)).toMatchObject({ verdict: 'okning-trolig', ratio: 4 })
    expect(stat(['two-periods'], input).stdout).toBe(first.stdout)
  })

  it('tar punkter som CSV, också med semikolon och decimalkomma', () => {
    const csv = 'x;y;day\n1,5;2;3\n4,5;5;4\n900;900;40\n'
    const { status, stdout } = stat(['near-repeat', '--csv', '--parametrar', '{"permutations":19}'], csv)
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ n: 3, permutations: 19 })
  })

  it('säger varifrån svaret kommer när källan är given, och räknar lika', () => {
    const input = JSON.stringify({ before: { count: 3, exposure: 1 }, after: { count: 12, exposure: 1 } })
    const plain = JSON.parse(stat(['two-periods'], input).stdout)
    const { provenance, ...rest } = JSON.parse(stat(['two-periods', '--kalla', 'polisen 2026-11-01'], input).stdout)
    expect(rest).toEqual(plain)
    expect(provenance).toMatchObject({ source: 'polisen 2026-11-01', method: 'two-periods', version: '0.1.0' })
  })

  it.each([
    ['inte JSON', ['trend'], '{', 'JSON'],
    ['tomt', ['trend'], '', 'JSON'],
    [
      'fel sort',
      ['two-periods'],
      '{"before":{"count":3,"exposure":1},"after":{"count":"x","exposure":1}}',
      'after.count',
    ],
    ['fattas', ['trend'], '{"counts":[1]}', 'periodsPerYear'],
    [
      'ett ogiltigt tal',
      ['trend'],
      '{"counts":[1,-2],"periodsPerYear":12}',
      'counts[1]: väntade ett heltal från 0, fick -2',
    ],
    ['fel rad i CSV', ['near-repeat', '--csv'], 'x,y,day\n1,2,3\n4,5,a\n', 'rad 3, day'],
    ['saknad kolumn', ['near-repeat', '--csv'], 'x,y\n1,2\n', 'kolumnen day'],
  ])('%s: en rad som säger vad och var, slutkod 2, inget på stdout', (_what, args, input, part) => {
    const { status, stdout, stderr } = stat(args, input)
    expect(status).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/^samsyn stat [a-z-]+: [^\n]+\n$/)
    expect(stderr).toContain(part)
  })

  it('en metod som inte finns sägs inte finnas', () => {
    expect(stat(['horoskop'])).toMatchObject({ status: 2, stdout: '' })
  })

  it('varje metod har sitt kort, och nekar indata som inte är något utan att krascha', () => {
    for (const one of METHODS) {
      const card = CARD_OF_TWO[one.name] ?? one.name
      expect(existsSync(`${root}docs/methods/${card}.md`), one.name).toBe(true)
      for (const bad of [null, [], {}, 'x', 3])
        expect(() => runMethod(one, bad, 'sv'), `${one.name} ${JSON.stringify(bad)}`).toThrow(/./)
    }
  })
})
