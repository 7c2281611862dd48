import { describe, expect, it } from 'vitest'
import { METHODS, provenanceOf } from '../../../src/statistics/index.ts'

const named = (name: string) => {
  const one = METHODS.find((method) => method.name === name)
  if (!one) throw new Error(name)
  return one
}
const points = Array.from({ length: 40 }, (_, i) => ({ x: i, y: 2 * i, day: i }))

describe('proveniensen', () => {
  it('säger källa, n, metod, varje val också de förvalda, frö och version, på en rad', () => {
    const told = provenanceOf(
      named('near-repeat'),
      { points, metric: 'manhattan' },
      { source: 'polisen 2026-11-01', version: '1.2.3', withoutPlace: 10 },
      'sv',
    )
    expect(told).toMatchObject({
      source: 'polisen 2026-11-01',
      method: 'near-repeat',
      n: 40,
      withoutPlace: { count: 10, share: 0.2 },
      seed: 1,
      version: '1.2.3',
    })
    expect(told.parameters).toMatchObject({ metric: 'manhattan', permutations: 999, bands: { closed: 'right' } })
    expect(told.line).toMatch(
      /^Källa: polisen 2026-11-01; n 40; 20,0 % utan användbar plats; metod near-repeat \{.*\}; frö 1; Samsyn 1\.2\.3$/,
    )
  })

  it('har inga data med sig, för någon metod', () => {
    const told = provenanceOf(named('micro-clusters'), { events: points, radius: 50 }, { version: '1' }, 'en')
    expect(told.parameters).not.toHaveProperty('events')
    expect(told.line).toMatch(/^Source: not given; n 40; method micro-clusters/)
    expect(told.seed).toBeNull()
    const counts = Array.from({ length: 60 }, (_, t) => t)
    const trend = provenanceOf(named('trend'), { counts, periodsPerYear: 12 }, { version: '1' }, 'sv')
    expect(trend).toMatchObject({ n: 60, parameters: { periodsPerYear: 12, incomplete: 0, level: 0.95 } })
    expect(trend.parameters).not.toHaveProperty('counts')
  })

  it('har inte heller få data med sig: en serie på tolv månader och antalen före och efter är data', () => {
    const months = provenanceOf(
      named('trend'),
      { counts: [3, 1, 2, 5, 4, 3, 6, 7, 5, 4, 3, 8], periodsPerYear: 12 },
      { version: '1' },
      'sv',
    )
    expect(months.line).not.toContain('3,1,2')
    const two = provenanceOf(
      named('two-periods'),
      { before: { count: 313, exposure: 1 }, after: { count: 414, exposure: 1 } },
      { version: '1' },
      'sv',
    )
    expect(JSON.stringify(two)).not.toMatch(/313|414/)
  })

  it('säger aldrig cellnyckelns hemlighet', () => {
    const secret = '00112233445566778899aabbccddeeff'
    const told = provenanceOf(
      named('cell-key'),
      { maxDeviation: 5, variance: 3, records: [{ id: 'a', d1: 'x' }], dimensions: [{ name: 'd' }], secret },
      { version: '1' },
      'sv',
    )
    expect(JSON.stringify(told)).not.toContain(secret)
    expect(told).toMatchObject({ n: 1, parameters: { maxDeviation: 5 } })
  })

  it('vet för varje metod vilka fält som är data, raderna i en fil bland dem', () => {
    for (const one of METHODS) {
      expect(one.data.length, one.name).toBeGreaterThan(0)
      if (one.csv) expect(one.data, one.name).toContain(one.csv.field)
    }
  })
})
