import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { METHODS, runMethod, type StatisticsInvalid, schemaOf } from '../../src/statistics/index.ts'
import { temporaryFolder } from '../world/temporary.ts'

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
    // Rows of data may have more fields than are asked for; that is told.
    const rows = (one: (typeof METHODS)[number]) => one.data.map((name) => `.properties.${name}.items`)
    const open = (at: unknown, path: string): string[] => {
      if (typeof at !== 'object' || at === null) return []
      const one = at as { type?: string; properties?: object; additionalProperties?: unknown }
      const here = one.type === 'object' && one.properties && one.additionalProperties !== false ? [path] : []
      return [...here, ...Object.entries(at).flatMap(([key, value]) => open(value, `${path}.${key}`))]
    }
    for (const one of METHODS)
      expect(rows(one), one.name).toEqual(expect.arrayContaining(open((schemaOf(one) as { input: object }).input, '')))
    const input = { before: { count: 3, exposure: 1 }, after: { count: 12, exposure: 1, expsure: 2 } }
    const { status, stderr } = stat(['two-periods'], JSON.stringify(input))
    expect(status).toBe(2)
    expect(stderr).toContain('after: Okänd nyckel: "expsure"')
  })

  it('räknar på rader med fler fält än som behövs, och säger vilka som inte används', () => {
    const points = [
      { x: 1, y: 2, day: 3, colour: 'röd' },
      { x: 4, y: 5, day: 9, dagg: 1 },
    ]
    const { status, stderr } = stat(['near-repeat'], JSON.stringify({ points, permutations: 19 }))
    expect(status).toBe(0)
    expect(stderr).toBe('samsyn stat near-repeat: fält som inte används: points[].colour, points[].dagg\n')
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
      'counts[1]: väntade ett heltal från 0 till 1000000000, fick -2',
    ],
    [
      'ett val som inte finns',
      ['density'],
      '{"points":[],"window":{"minX":0,"minY":0,"maxX":1,"maxY":1},"columns":2,"rows":2,"sigma":1,"edge":"rak"}',
      'edge: väntade ett av "none", "uniform", "jones-diggle", fick "rak"',
    ],
    [
      'en sort som inte finns',
      ['hot-spots'],
      '{"places":[],"neighbours":{"kind":"rak"}}',
      'neighbours.kind: väntade ett av "queen", "band", "nearest", "list", fick "rak"',
    ],
    ['för många', ['survey-change'], '{"rows":[],"waves":[1,2,3]}', 'waves: väntade högst 2 värden, fick [1,2,3]'],
    [
      'varken text eller tal',
      ['survey'],
      '{"rows":[{"answer":1,"cluster":{}}]}',
      'rows[0].cluster: väntade en text eller ett tal, fick {}',
    ],
    [
      'brott för serier',
      ['unusual-change'],
      '{"series":[{"name":"a","counts":[1]}],"breaks":{"a":"2024-01-01"}}',
      'breaks: väntade bara med rows',
    ],
    ['rutor för områden', ['concentration'], '{"areas":[{"name":"a"}],"size":100}', 'size: väntade bara med points'],
    [
      'listor i listor',
      ['trend'],
      `{"counts":${'['.repeat(5000)}${']'.repeat(5000)},"periodsPerYear":12}`,
      'counts[0]: väntade',
    ],
    ['fel rad i CSV på engelska', ['near-repeat', '--csv', '--lang', 'en'], 'x,y,day\n4,5,a\n', 'row 2, day'],
    ['fel rad i CSV', ['near-repeat', '--csv'], 'x,y,day\n1,2,3\n4,5,a\n', 'rad 3, day'],
    ['saknad kolumn', ['near-repeat', '--csv'], 'x,y\n1,2\n', 'kolumnen day'],
  ])('%s: en rad som säger vad och var, slutkod 2, inget på stdout', (_what, args, input, part) => {
    const { status, stdout, stderr } = stat(args, input)
    expect(status).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/^samsyn stat [a-z-]+: [^\n]+\n$/)
    expect(stderr).toContain(part)
  })

  it.each([
    ['tomt', '  ', 'fick inget'],
    ['slut för tidigt', '{"counts":[1,2', '"{\\"counts\\":[1,2"'],
    ['inget tal', '{"counts":[1,NaN]}', 'NaN'],
  ])('visar var det slutar vara JSON: %s', (_what, input, part) => {
    const { status, stderr } = stat(['trend'], input)
    expect(status).toBe(2)
    expect(stderr).toContain('indata: väntade JSON')
    expect(stderr).toContain(part)
  })

  it('läser JSON med byteordningsmärke', () => {
    const input = JSON.stringify({ before: { count: 3, exposure: 1 }, after: { count: 12, exposure: 1 } })
    expect(stat(['two-periods'], `\uFEFF${input}`).status).toBe(0)
  })

  it.each([
    ['--parametrar utan --csv', ['near-repeat', '--parametrar', '{}'], '--csv'],
    ['--parametrar som lista', ['near-repeat', '--csv', '--parametrar', '[]'], 'ett objekt utan points'],
    [
      '--parametrar med filens fält',
      ['near-repeat', '--csv', '--parametrar', '{"points":[]}'],
      'ett objekt utan points',
    ],
    ['--minne utan --workers', ['near-repeat', '--csv', '--minne', '100'], '--workers'],
    ['en hemlighet som argument', ['cell-key', '--csv', '--parametrar', '{"secret":"ab"}'], '--hemlighet'],
    ['en hemlighet till fel metod', ['near-repeat', '--csv', '--hemlighet', 'x'], '--hemlighet'],
  ])('nekar %s i stället för att bortse från det', (_what, args, part) => {
    const { status, stdout, stderr } = stat(args, 'x,y,day,id,d1\n1,2,3,a,b\n')
    expect(status).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain(part)
  })

  it('säger vilka kolumner i filen som inte användes, och räknar ändå', () => {
    const { status, stdout, stderr } = stat(['concentration', '--csv'], 'name;counts\nA;2\nB;2\n')
    expect(status).toBe(0)
    expect(JSON.parse(stdout).places).toHaveLength(2)
    expect(stderr).toBe('samsyn stat concentration: kolumner som inte används: counts\n')
  })

  it('tar cellnyckelns hemlighet ur en fil, och säger den inte när den är fel', () => {
    const folder = temporaryFolder({ nyckel: '00112233445566778899aabbccddeeff\n', fel: 'hemligt\n' })
    const rest = { maxDeviation: 3, variance: 2, dimensions: [{ name: 'd', levels: [['a'], ['b']] }] }
    const args = ['cell-key', '--csv', '--parametrar', JSON.stringify(rest), '--kalla', 'provet', '--hemlighet']
    const good = stat([...args, `${folder}/nyckel`], 'id;d1\n1;a\n2;b\n')
    expect(good).toMatchObject({ status: 0 })
    expect(good.stdout).not.toContain('00112233445566778899aabbccddeeff')
    const bad = stat([...args, `${folder}/fel`], 'id;d1\n1;a\n')
    expect(bad.status).toBe(2)
    expect(bad.stderr).toMatch(/secret/)
    expect(bad.stderr).not.toContain('hemligt')
  })

  it.each([
    ['concentration', { areas: [{ name: 'A', count: -1 }] }, 'areas[0].count'],
    ['scan-window', { events: [{ day: 1 }, { day: 99 }], width: 1, total: 10 }, 'events[1].day'],
    [
      'near-repeat',
      {
        points: [
          { x: 1, y: 2, day: 3 },
          { x: 1e12, y: 2, day: 3 },
        ],
      },
      'points[1].x',
    ],
    ['micro-clusters', { events: [{ x: 1, y: 2, weight: 0.5 }], radius: 50 }, 'events[0].weight'],
    [
      'comparison',
      {
        units: [
          { name: 'A', count: 1, exposure: -2 },
          { name: 'B', count: 1, exposure: 2 },
        ],
      },
      'units[0].exposure',
    ],
    ['interrupted-series', { counts: [1, 2, 3], start: 2 }, 'counts: väntade minst 12 perioder'],
  ])('säger var felet står i indata, inte i funktionen som fann det: %s', (name, input, part) => {
    const one = METHODS.find((method) => method.name === name)
    if (!one) throw new Error(name)
    const told = (): string => {
      try {
        return JSON.stringify(runMethod(one, input, 'sv'))
      } catch (error) {
        return (error as StatisticsInvalid).inWords('sv')
      }
    }
    expect(told()).toContain(part)
  })

  it('säger att talen är för stora att räkna med, i varje metod som får ett för stort tal', () => {
    for (const [name, input] of [
      ['two-periods', { before: { count: 3, exposure: 1e308 }, after: { count: 12, exposure: 1 } }],
      [
        'hot-spots',
        {
          places: [0, 1, 2, 3].map((x) => ({ x: 100 * x, y: 0, count: 1e155 })),
          neighbours: { kind: 'queen', size: 100 },
        },
      ],
      ['trend', { counts: [1, 1e308], periodsPerYear: 12 }],
      ['synthetic-control', { treated: [1e308, 2, 3, 4], donors: [], start: 2 }],
    ] as const) {
      const { status, stdout, stderr } = stat([name], JSON.stringify(input))
      expect({ status, stdout }, name).toEqual({ status: 2, stdout: '' })
      expect(stderr, name).toMatch(/^samsyn stat [a-z-]+: [^\n]+\n$/)
    }
  })

  it('säger ifrån om en källa utan namn och ett språk som inte finns', () => {
    const input = '{"counts":[1],"periodsPerYear":12}'
    const unnamed = stat(['trend', '--kalla', ' '], input)
    expect(unnamed).toMatchObject({ status: 2, stdout: '', stderr: 'samsyn: --kalla väntade en text, fick ingen.\n' })
    const foreign = stat(['trend', '--lang', 'de'], input)
    expect(foreign).toMatchObject({ status: 2, stdout: '' })
    expect(foreign.stderr).toContain('skriv så här')
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
