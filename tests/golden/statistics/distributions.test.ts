import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as distributions from '../../../src/statistics/distributions.ts'

const rows = JSON.parse(readFileSync(new URL('distributions.json', import.meta.url), 'utf8')) as [
  name: string,
  args: number[],
  value: number,
][]

describe('fördelningarna ger samma tal som R', () => {
  for (const name of new Set(rows.map(([one]) => one))) {
    it(name, () => {
      const given = (distributions as unknown as Record<string, (...args: number[]) => number>)[name]
      if (!given) throw new Error(`there is no ${name}`)
      for (const [, args, value] of rows.filter(([one]) => one === name)) {
        const got = given(...args)
        // Ten figures, and no more than R itself keeps where the value is next to nothing.
        expect
          .soft(Math.abs(got - value), `${name}(${args.join(', ')}) = ${got}, R ${value}`)
          .toBeLessThanOrEqual(1e-10 * Math.max(Math.abs(value), 1e-290) + 1e-300)
      }
    })
  }
})
