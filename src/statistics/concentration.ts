import { type Divided, inOnePart } from './divided.ts'
import { demand, demandNumber, demandNumbers } from './invalid.ts'
import { monteCarloP } from './monte-carlo.ts'
import { Random } from './random.ts'

/** Up to so many events a place they are drawn one by one, else place by place. */
const DRAWN_EACH = 40
/** A place drawn by itself costs as much as so many events. */
const BINOMIAL_STEPS = 100
/** Places and events drawn, in all worlds: a few minutes. */
const MOST_STEPS = 1e10

export interface ConcentrationOptions {
  /** All places where events could have been, where more than those listed; the rest have none. */
  places?: number
  /** Shares of the events. */
  shares?: readonly number[]
  replicates?: number
  seed?: number
}

/** What chance gives when every event falls on a place drawn at random: the mean and where 95 of 100 lie. */
export interface AtRandom {
  mean: number
  low: number
  high: number
}

export interface Concentration {
  places: number
  events: number
  placesWithEvents: number
  replicates: number
  holding: {
    share: number
    /** The fewest places that together hold that share. */
    places: number
    shareOfPlaces: number
    atRandom: AtRandom
  }[]
  gini: number
  giniAtRandom: AtRandom
  /** Against as even as so few events can be; the same as `gini` when there are no fewer events than places. */
  generalisedGini: number
  generalisedGiniAtRandom: AtRandom
  /** Share of random worlds with a Gini at least as large, with this one among them. */
  p: number
}

/**
 * How concentrated are events to few places: the share of places that holds a fourth and half of them, Gini, and Gini against the
 * most even that so many events can be (Bernasco and Steenbeek 2017). With fewer events than places some places are empty whatever
 * happens, so every figure stands beside what it is when events fall at random (Hipp and Kim 2017; Levin, Rosenfeld and Deckard 2017).
 *
 * @param counts events of each place, whole; those with none belong. @returns null where there are no events. @throws StatisticsInvalid
 */
export function concentration(counts: ArrayLike<number>, options: ConcentrationOptions = {}): Concentration | null {
  return inOnePart(concentrationJob(counts, options))
}

/** The same as a job whose random worlds may be shared; a part holds the figures of each of its worlds. */
export function concentrationJob(
  counts: ArrayLike<number>,
  options: ConcentrationOptions = {},
): Divided<Float64Array, Concentration | null> {
  const { places = counts.length, shares = [0.25, 0.5], replicates = 999, seed = 1 } = options
  demandNumbers(counts, 'counts', { min: 0, max: 1e9, isWhole: true })
  demandNumber(places, 'places', { min: Math.max(1, counts.length), max: 100_000_000, isWhole: true })
  demand(shares.length <= 20, 'shares', shares.length, ['högst 20 andelar', 'at most 20 shares'])
  demandNumbers(shares, 'shares', { min: 1e-6, max: 1 })
  demandNumber(replicates, 'replicates', { min: 1, max: 99_999, isWhole: true })
  demandNumber(seed, 'seed', { isWhole: true })
  let events = 0
  for (let i = 0; i < counts.length; i++) events += counts[i] as number
  demand(events <= 1e9, 'counts', events, ['högst 10⁹ händelser', 'at most 10⁹ events'])
  const steps = places + (events <= DRAWN_EACH * places ? events : BINOMIAL_STEPS * places)
  const most = Math.floor(MOST_STEPS / steps)
  demand(replicates <= most, 'replicates', replicates, [
    `högst ${most} med så många händelser och platser`,
    `at most ${most} with so many events and places`,
  ])
  if (events === 0) return { units: 1, part: () => new Float64Array(0), join: () => null }
  const size = shares.length + 1
  return {
    units: replicates,
    part: (from, to) => {
      const drawn = new Float64Array(size * (to - from))
      for (let r = from; r < to; r++) {
        const world = tallyOf(spread(new Random(seed, r), places, events))
        drawn.set(figuresOf(world, places, events, shares), size * (r - from))
      }
      return drawn
    },
    join: (parts) => {
      const own = figuresOf(tallyOf(counts), places, events, shares)
      const figures = (at: number): Float64Array => {
        const drawn = new Float64Array(replicates)
        let r = 0
        for (const part of parts) for (let k = at; k < part.length; k += size) drawn[r++] = part[k] as number
        return drawn
      }
      const ginis = figures(0)
      // The same sum in another order is the same Gini.
      const atLeast = ginis.filter((gini) => gini >= (own[0] as number) - 1e-12).length
      const generalised = (gini: number): number => Math.max(0, 1 - Math.max(1, places / events) * (1 - gini))
      return {
        places,
        events,
        placesWithEvents: Array.from(counts).filter((count) => count > 0).length,
        replicates,
        holding: shares.map((share, at) => ({
          share,
          places: Math.round((own[at + 1] as number) * places),
          shareOfPlaces: own[at + 1] as number,
          atRandom: rangeOf(figures(at + 1)),
        })),
        gini: own[0] as number,
        giniAtRandom: rangeOf(ginis),
        generalisedGini: generalised(own[0] as number),
        generalisedGiniAtRandom: rangeOf(ginis.map(generalised)),
        p: monteCarloP(atLeast, replicates),
      }
    },
  }
}

/** How many places have each count, from the largest count; those with none are left out. */
function tallyOf(counts: ArrayLike<number>): [count: number, places: number][] {
  const tally = new Map<number, number>()
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i] as number
    if (count > 0) tally.set(count, (tally.get(count) ?? 0) + 1)
  }
  return [...tally].sort((a, b) => b[0] - a[0])
}

/** Gini, and the share of places that holds each share of the events. */
function figuresOf(
  tally: readonly [count: number, places: number][],
  places: number,
  events: number,
  shares: readonly number[],
): number[] {
  // Twice the area under the Lorenz curve, from the places with most: the rank of a place times what it has.
  let weighted = 0
  let before = 0
  for (const [count, many] of tally) {
    weighted += count * (many * before + (many * (many + 1)) / 2)
    before += many
  }
  const gini = Math.max(0, (places + 1) / places - (2 * weighted) / (places * events))
  const holding = shares.map((share) => {
    // Half of 10 is 5 places with one each, not the 6 that rounding might make of it.
    let left = share * events - 1e-9 * events
    let used = 0
    for (const [count, many] of tally) {
      const needed = Math.ceil(left / count)
      if (needed <= many) return (used + Math.max(0, needed)) / places
      used += many
      left -= count * many
    }
    return used / places
  })
  return [gini, ...holding]
}

/** Events on places at random. */
function spread(random: Random, places: number, events: number): Float64Array | Uint32Array {
  const counts = new Uint32Array(places)
  if (events <= DRAWN_EACH * places) {
    for (let event = 0; event < events; event++) {
      const place = random.below(places)
      counts[place] = (counts[place] as number) + 1
    }
    return counts
  }
  let left = events
  for (let place = 0; place < places; place++) {
    const count = place === places - 1 ? left : random.binomial(left, 1 / (places - place))
    counts[place] = count
    left -= count
  }
  return counts
}

function rangeOf(drawn: Float64Array): AtRandom {
  const sorted = drawn.slice().sort()
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] as number
  return { mean: sorted.reduce((a, b) => a + b) / sorted.length, low: at(0.025), high: at(0.975) }
}
