import { protectTable } from '../../../src/statistics/disclosure-table.ts'
import { auditSums } from '../../../src/statistics/suppression.ts'
import { line, milliseconds, random } from '../beside-peer.ts'

export function measureDisclosureTable(): void {
  for (const [a, b, c, mean] of [
    [5, 6, 5, 8],
    [20, 12, 5, 2],
    [20, 12, 5, 15],
    [40, 12, 5, 15],
  ] as const) {
    const rows = Array.from({ length: a * b * c }, (_, at) => ({
      at: [`a${Math.floor(at / (b * c))}`, `b${Math.floor(at / c) % b}`, `c${at % c}`],
      count: random.negativeBinomial(random.gamma(1, mean), 1.5),
    }))
    const dimensions = ['a', 'b', 'c'].map((name) => ({ name }))
    line({
      what: `hidden cells, ${a} × ${b} × ${c} with all sums, ${mean} a cell`,
      own: milliseconds(3, () => protectTable(dimensions, rows)),
      ...(a === 20 && { promised: 1000 }),
    })
  }
  const counts = Float64Array.from({ length: 14 }, () => random.poisson(4))
  const shown = Array.from({ length: 10 }, () => [...counts.keys()].filter(() => random.uniform() < 0.5))
  line({
    what: 'small sums of 10 sums over 14 cells',
    own: milliseconds(20, () => auditSums(counts, shown, [], { k: 5 })),
    // Of all subsets, those whose sum is small: whether each can be solved is not even asked.
    definition: () =>
      milliseconds(3, () => {
        let small = 0
        for (let subset = 1; subset < 2 ** counts.length; subset++) {
          let sum = 0
          for (let i = 0; i < counts.length; i++) if (subset & (1 << i)) sum += counts[i] as number
          if (sum > 0 && sum < 5) small++
        }
        return small
      }),
  })
}
