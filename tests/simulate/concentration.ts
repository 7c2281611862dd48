import { concentration } from '../../src/statistics/concentration.ts'
import type { Random } from '../../src/statistics/random.ts'
import type { NullCase, PowerCase } from './null-case.ts'

const PLACES = 100

/** Events on places, some of which draw `times` as many as the others. */
function counts(random: Random, events: number, drawing: number, times: number): number[] {
  const drawn = new Array<number>(PLACES).fill(0)
  for (let event = 0; event < events; event++) {
    const at = random.uniform() * (PLACES + drawing * (times - 1))
    const place = at < drawing * times ? Math.floor(at / times) : Math.floor(at - drawing * (times - 1))
    drawn[place] = (drawn[place] as number) + 1
  }
  return drawn
}

const isConcentrated = (random: Random, drawn: number[]): boolean =>
  (concentration(drawn, { replicates: 199, seed: random.next() })?.p ?? 1) <= 0.05

export const nulls: NullCase[] = [30, 600].map((events) => ({
  name: `${events} events at random on ${PLACES} places`,
  level: 0.05,
  // The Gini of few events takes few values.
  sides: events < PLACES ? 'upper' : 'both',
  seed: 2026_1210 + events,
  quick: 800,
  isAlarm: (random) => isConcentrated(random, counts(random, events, 0, 1)),
}))

export const powers: PowerCase[] = [
  {
    name: `200 events, ten of ${PLACES} places draw three times as many`,
    atLeast: 0.7,
    seed: 2026_1299,
    quick: 150,
    full: 2000,
    isFound: (random) => isConcentrated(random, counts(random, 200, 10, 3)),
  },
]
