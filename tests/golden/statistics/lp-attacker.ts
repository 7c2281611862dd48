import loadHighs from 'highs'

const highs = await loadHighs()

/** What is shown of a table: sums of inner cells. */
export interface ShownSum {
  inner: readonly number[]
  value: number
  /** It is known to be at least this, and not what it is. */
  isLeast?: boolean
}

/**
 * Between what limits a sum of inner cells lies for somebody who knows some other sums and that no count is below `least`: linear programming by
 * HiGHS, which is none of ours. With `isWhole` counts are whole numbers, and the somebody has all the time in the world.
 */
export function boundsOf(
  target: readonly number[],
  shown: readonly ShownSum[],
  options: { least?: (inner: number) => number; isWhole?: boolean } = {},
): { low: number; high: number } {
  const { least = () => 0, isWhole = false } = options
  const used = [...new Set([...target, ...shown.flatMap(({ inner }) => inner)])]
  const sum = (inner: readonly number[]): string => inner.map((i) => `x${i}`).join(' + ')
  const end = (direction: 'Minimize' | 'Maximize'): number => {
    const { Status, ObjectiveValue } = highs.solve(
      [
        direction,
        ` obj: ${sum(target)}`,
        'Subject To',
        ...shown.map(({ inner, value, isLeast }, s) => ` c${s}: ${sum(inner)} ${isLeast ? '>=' : '='} ${value}`),
        'Bounds',
        ...used.map((i) => ` ${least(i)} <= x${i} <= 100000`),
        ...(isWhole ? ['General', ` ${used.map((i) => `x${i}`).join(' ')}`] : []),
        'End',
      ].join('\n'),
    )
    if (Status !== 'Optimal') throw new Error(`HiGHS: ${Status}`)
    return ObjectiveValue
  }
  return { low: end('Minimize'), high: end('Maximize') }
}

/** Whether two limits leave one whole number only. */
export function isSolved({ low, high }: { low: number; high: number }): boolean {
  return Math.floor(high + 1e-6) - Math.ceil(low - 1e-6) < 1
}
