import { describe, expect, it } from 'vitest'
import { type CountRow, seriesOfRows } from '../../../src/statistics/count-rows.ts'

describe('rader av antal som serier', () => {
  const row = (count: number, population: number): CountRow => ({
    area: 'Berga',
    period: '2026-01-05',
    count,
    population,
  })

  it('lägger ihop rader av samma cell, vars folkmängd är en', () => {
    const { series } = seriesOfRows([row(2, 900), row(3, 900)], 52, 'zero')
    expect(series).toMatchObject([{ name: 'Berga', counts: [5], exposure: [900] }])
  })

  it('nekar två folkmängder i samma cell, i vilken ordning de än står', () => {
    for (const [first, second] of [
      [900, 1000],
      [1000, 900],
    ] as const)
      expect(() => seriesOfRows([row(2, first), row(3, second)], 52, 'zero')).toThrow(
        new RegExp(`rows\\[1\\]\\.population: expected ${first}, as an earlier row of the same cell, got ${second}`),
      )
  })
})
