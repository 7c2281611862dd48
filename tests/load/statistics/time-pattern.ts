import { inOnePart } from '../../../src/statistics/divided.ts'
import { runMethod } from '../../../src/statistics/interface/stat-method.ts'
import { timePatternMethod } from '../../../src/statistics/interface/time-pattern.ts'
import { timePatternJob } from '../../../src/statistics/time-pattern.ts'
import { WallClock } from '../../../src/statistics/wall-clock.ts'
import { weekClock, weekMinute } from '../../../src/statistics/week-clock.ts'
import { line, milliseconds, random } from '../beside-peer.ts'

export function measureTimePattern(): void {
  const clock = WallClock.of('Europe/Stockholm')
  const start = Date.UTC(2025, 0, 1) / 60_000
  for (const n of [10_000, 100_000, 1_000_000]) {
    const from = Float64Array.from({ length: n }, () => start + random.below(525_600))
    const to = from.map((minute) => minute + Math.ceil(-600 * Math.log(1 - random.uniform())))
    const group = from.map(() => random.below(4))
    line({
      what: `week clock, ${n} events with windows of ten hours`,
      own: milliseconds(3, () => weekClock({ from, to }, clock)),
      ...(n === 100_000 && { promised: 100 }),
      // Minute by minute, for a hundredth of the events.
      definition: () =>
        100 *
        milliseconds(1, () => {
          const hours = new Float64Array(168)
          for (let i = 0; i < n / 100; i++)
            for (let minute = from[i] as number; minute < (to[i] as number); minute++) {
              const hour = Math.floor(weekMinute(clock.local(minute)) / 60)
              hours[hour] = (hours[hour] as number) + 1 / ((to[i] as number) - (from[i] as number))
            }
          return hours
        }),
    })
    if (n > 100_000) continue
    for (const permutations of [1, 999])
      line({
        what: `time pattern, ${n} events, four types, ${permutations} permutations`,
        own: milliseconds(permutations === 1 ? 3 : 1, () =>
          inOnePart(timePatternJob({ from, to, group }, { clock, groups: 4, permutations })),
        ),
        ...(n === 100_000 && permutations === 1 && { promised: 500 }),
      })
    const events = Array.from(from, (minute, i) => ({
      from: new Date(60_000 * minute).toISOString(),
      to: new Date(60_000 * (to[i] as number)).toISOString(),
      type: `t${group[i]}`,
    }))
    line({
      what: `time pattern, ${n} events as text, checked and read, no more`,
      own: milliseconds(3, () => runMethod(timePatternMethod, { events, permutations: 1 }, 'sv')),
    })
  }
}
