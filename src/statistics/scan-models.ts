import type { Random } from './random.ts'
import type { RecentEvents, ScanLikelihood } from './scan-windows.ts'

export const SCAN_MODELS = ['permutation', 'poisson', 'bernoulli'] as const
export type ScanModel = (typeof SCAN_MODELS)[number]

/** What a model makes of the data: what is recent, how remarkable a cylinder is, and worlds where nothing has happened. */
export interface ScanWorld {
  likelihood: ScanLikelihood
  observed: RecentEvents
  /** The most cases that can be recent in a drawn world. */
  mostCases: number
  /** What is recent in a world without clusters, into `into`. */
  draw(random: Random, into: RecentEvents): void
}

/** Cases and controls by place, the oldest last day counted from the end; in an order that does not depend on that of the input. */
export interface ScanEvents {
  place: Int32Array
  /** Days before the last day of the study. */
  age: Int32Array
  isCase: Uint8Array | null
}

/** Poisson's ratio with the total fixed: c cases where μ are expected, of C in all. */
function poissonRatio(total: number): (cases: number, expected: number) => number {
  return (cases, expected) => {
    if (cases <= expected) return 0
    const outside = total - cases
    return cases * Math.log(cases / expected) + (outside === 0 ? 0 : outside * Math.log(outside / (total - expected)))
  }
}

function recentOf({ place, age, isCase }: ScanEvents, longest: number): RecentEvents {
  const kept = Int32Array.from(age.keys()).filter((k) => (age[k] as number) < longest)
  return {
    place: Int32Array.from(kept, (k) => place[k] as number),
    age: Uint16Array.from(kept, (k) => age[k] as number),
    isCase: isCase && Uint8Array.from(kept, (k) => isCase[k] as number),
    length: kept.length,
  }
}

/**
 * The space-time permutation model (Kulldorff et al. 2005): no population is needed. Expected is what the place and the days have together;
 * drawn worlds deal the days out anew among the cases.
 */
export function permutationWorld(events: ScanEvents, longest: number): ScanWorld {
  const total = events.place.length
  const observed = recentOf(events, longest)
  const lately = new Float64Array(longest + 1)
  for (let k = 0; k < observed.length; k++)
    for (let days = (observed.age[k] as number) + 1; days <= longest; days++)
      lately[days] = (lately[days] as number) + 1
  const order = Int32Array.from(events.place.keys())
  const swapped = new Int32Array(observed.length)
  return {
    likelihood: {
      most: total,
      against: (inside, days) => (inside * (lately[days] as number)) / total,
      ratio: poissonRatio(total),
    },
    observed,
    mostCases: observed.length,
    draw: (random, into) => {
      // Which cases get the recent days: the first so many of a random order, put back after.
      for (let k = 0; k < observed.length; k++) {
        const j = k + random.below(total - k)
        const id = order[j] as number
        order[j] = order[k] as number
        order[k] = id
        swapped[k] = j
        into.place[k] = events.place[id] as number
        into.age[k] = observed.age[k] as number
      }
      into.length = observed.length
      for (let k = observed.length - 1; k >= 0; k--) {
        const j = swapped[k] as number
        const id = order[k] as number
        order[k] = order[j] as number
        order[j] = id
      }
    },
  }
}

/** Discrete Poisson (Kulldorff 2001): cases in proportion to the people of each place, every day alike. */
export function poissonWorld(events: ScanEvents, people: Float64Array, longest: number, period: number): ScanWorld {
  const total = events.place.length
  const upTo = new Float64Array(people.length)
  let all = 0
  people.forEach((value, s) => {
    all += value
    upTo[s] = all
  })
  const observed = recentOf(events, longest)
  return {
    likelihood: {
      most: total,
      against: (inside, days) => (total * inside * days) / (all * period),
      ratio: poissonRatio(total),
    },
    observed,
    mostCases: total,
    draw: (random, into) => {
      into.length = random.binomial(total, Math.min(1, longest / period))
      for (let k = 0; k < into.length; k++) {
        const goal = random.uniform() * all
        let [low, high] = [0, upTo.length - 1]
        while (low < high) {
          const middle = (low + high) >> 1
          if ((upTo[middle] as number) > goal) high = middle
          else low = middle + 1
        }
        into.place[k] = low
        into.age[k] = random.below(longest)
      }
    },
  }
}

/** Bernoulli (Kulldorff and Nagarwalla 1995): cases among all that could have been cases; drawn worlds deal out who is a case. */
export function bernoulliWorld(events: ScanEvents, longest: number): ScanWorld {
  const observed = recentOf(events, longest)
  const all = events.place.length
  const total = (events.isCase as Uint8Array).reduce((sum, one) => sum + one, 0)
  const part = (count: number, share: number): number => (count === 0 ? 0 : count * Math.log(share))
  const under = part(total, total / all) + part(all - total, (all - total) / all)
  return {
    likelihood: {
      most: all,
      against: (_inside, _days, both) => both,
      ratio: (cases, both) => {
        const n = Math.max(cases, both)
        const [out, rest] = [all - n, total - cases]
        if (out <= 0 || cases * all <= total * n) return 0
        return (
          part(cases, cases / n) +
          part(n - cases, 1 - cases / n) +
          part(rest, rest / out) +
          part(out - rest, 1 - rest / out) -
          under
        )
      },
    },
    observed,
    mostCases: Math.min(total, observed.length),
    draw: (random, into) => {
      let [left, among] = [total, all]
      for (let k = 0; k < observed.length; k++, among--) {
        const isCase = random.below(among) < left
        if (isCase) left--
        into.place[k] = observed.place[k] as number
        into.age[k] = observed.age[k] as number
        ;(into.isCase as Uint8Array)[k] = Number(isCase)
      }
      into.length = observed.length
    },
  }
}
