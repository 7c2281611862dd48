import type { ScanCircles } from './scan-circles.ts'

/** What has happened lately: at which place, how many days ago (0 is the last day), and whether it is a case or a control. */
export interface RecentEvents {
  place: Int32Array
  age: Uint16Array
  /** Null where all are cases. */
  isCase: Uint8Array | null
  length: number
}

/** How unlikely a cylinder is, by the cases in it and what they are set against. */
export interface ScanLikelihood {
  /** Nothing is set against more than this. */
  most: number
  /**
   * What the cases in a circle over the last so many days are set against: an expected number, or where there are controls the number of
   * cases and controls.
   *
   * @param inside the circle's weight. @param days from 1. @param observed cases and controls in the cylinder.
   */
  against(inside: number, days: number, observed: number): number
  /** Logarithm of the likelihood ratio; 0 where there are no more cases than expected. Falls as `against` grows. */
  ratio(cases: number, against: number): number
}

export interface Cylinder {
  centre: number
  days: number
  cases: number
  against: number
  /** Weight of its circle. */
  inside: number
  llr: number
}

/**
 * Finds the cylinders with the largest likelihood ratio: circles over the last 1, 2, … days. A circle is looked at where it takes in a
 * place with something recent; in between it only grows, which makes a cylinder less remarkable.
 */
export class ScanWindows {
  private readonly circles: ScanCircles
  private readonly likelihood: ScanLikelihood
  private readonly longest: number
  private readonly least: number
  private readonly centres: number
  /** What is recent within each centre's reach, a list for each: `head[centre]`, then `after[entry]`. */
  private readonly head: Int32Array
  private after = new Int32Array(1024)
  private inside = new Float64Array(1024)
  private event = new Int32Array(1024)
  private readonly touched: Int32Array
  private order = new Int32Array(64)
  private readonly cases: Int32Array
  private readonly observed: Int32Array
  /** With as much as this or more to be set against, so many cases are no new best. */
  private readonly limit: Float64Array

  constructor(
    circles: ScanCircles,
    likelihood: ScanLikelihood,
    limits: { longest: number; least: number; mostCases: number },
  ) {
    this.circles = circles
    this.likelihood = likelihood
    this.longest = limits.longest
    this.least = limits.least
    this.centres = circles.from.length - 1
    this.head = new Int32Array(this.centres).fill(-1)
    this.touched = new Int32Array(this.centres)
    this.cases = new Int32Array(this.longest + 1)
    this.observed = new Int32Array(this.longest + 1)
    this.limit = new Float64Array(limits.mostCases + 1)
  }

  /** The largest ratio of all cylinders. */
  largest(events: RecentEvents): number {
    let best = 0
    this.limit.fill(Number.POSITIVE_INFINITY)
    const count = this.gather(events)
    for (let k = 0; k < count; k++) {
      const centre = this.touched[k] as number
      best = this.sweep(centre, events, best, null)
      this.head[centre] = -1
    }
    return best
  }

  /** The best cylinder of each centre that has one. */
  bestOfEach(events: RecentEvents): Cylinder[] {
    const found: Cylinder[] = []
    const count = this.gather(events)
    for (let k = 0; k < count; k++) {
      const centre = this.touched[k] as number
      this.limit.fill(Number.POSITIVE_INFINITY)
      const own: Cylinder = { centre, days: 0, cases: 0, against: 0, inside: 0, llr: 0 }
      this.sweep(centre, events, 0, own)
      if (own.llr > 0) found.push(own)
      this.head[centre] = -1
    }
    return found
  }

  /** Tells each centre what is recent within its reach; gives how many centres there are to look at. */
  private gather(events: RecentEvents): number {
    const { from, centre, inside } = this.circles
    let [entries, count] = [0, 0]
    for (let k = 0; k < events.length; k++) {
      const s = events.place[k] as number
      const [start, to] = [from[s] as number, from[s + 1] as number]
      if (entries + to - start > this.after.length) this.grow(entries + to - start)
      for (let at = start; at < to; at++) {
        const z = centre[at] as number
        if ((this.head[z] as number) < 0) this.touched[count++] = z
        this.after[entries] = this.head[z] as number
        this.inside[entries] = inside[at] as number
        this.event[entries] = k
        this.head[z] = entries++
      }
    }
    return count
  }

  private grow(least: number): void {
    const size = Math.max(least, 2 * this.after.length)
    const [after, inside, event] = [new Int32Array(size), new Float64Array(size), new Int32Array(size)]
    after.set(this.after)
    inside.set(this.inside)
    event.set(this.event)
    this.after = after
    this.inside = inside
    this.event = event
  }

  /** Lets the circle around a centre grow over what is recent within its reach. With `own` its best cylinder is remembered. */
  private sweep(centre: number, events: RecentEvents, before: number, own: Cylinder | null): number {
    const count = this.sortEntries(centre)
    const { order, inside, event, cases, observed, longest, least, likelihood } = this
    if (count < least) return before
    let best = before
    cases.fill(0)
    observed.fill(0)
    for (let k = 0; k < count; ) {
      const weight = inside[order[k] as number] as number
      let youngest = longest
      // As far away: they enter together.
      for (; k < count && inside[order[k] as number] === weight; k++) {
        const e = event[order[k] as number] as number
        const age = events.age[e] as number
        const isCase = events.isCase === null || events.isCase[e] === 1
        for (let days = age + 1; days <= longest; days++) {
          if (isCase) cases[days] = (cases[days] as number) + 1
          observed[days] = (observed[days] as number) + 1
        }
        if (isCase && age < youngest) youngest = age
      }
      for (let days = youngest + 1; days <= longest; days++) {
        const c = cases[days] as number
        if (c < least) continue
        const against = likelihood.against(weight, days, observed[days] as number)
        if (against >= (this.limit[c] as number)) continue
        const llr = likelihood.ratio(c, against)
        if (llr <= best) {
          this.lower(c, best)
          continue
        }
        best = llr
        if (own) Object.assign(own, { days, cases: c, against, inside: weight, llr })
      }
    }
    return best
  }

  /** The entries of a centre by what the circle weighs, in `order`: Shell's sort, since most lists are a handful. */
  private sortEntries(centre: number): number {
    let count = 0
    for (let entry = this.head[centre] as number; entry >= 0; entry = this.after[entry] as number) {
      if (count === this.order.length) {
        const larger = new Int32Array(2 * count)
        larger.set(this.order)
        this.order = larger
      }
      this.order[count++] = entry
    }
    const { order, inside } = this
    for (
      let gap = count > 12 ? Math.floor(count / 2.3) : 1;
      gap > 0;
      gap = gap === 1 ? 0 : Math.max(1, Math.floor(gap / 2.3))
    )
      for (let k = gap; k < count; k++) {
        const entry = order[k] as number
        const weight = inside[entry] as number
        let at = k
        while (at >= gap && (inside[order[at - gap] as number] as number) > weight) {
          order[at] = order[at - gap] as number
          at -= gap
        }
        order[at] = entry
      }
    return count
  }

  /**
   * Lowers the limit for so many cases to what the best now says, by halving. A limit from an earlier, lower best is only too high: it is lowered
   * when it has let through a cylinder for nothing.
   */
  private lower(cases: number, best: number): void {
    let [low, high] = [0, Math.min(this.likelihood.most, this.limit[cases] as number)]
    for (let round = 0; round < 40 && high - low > 1e-4 * high; round++) {
      const middle = (low + high) / 2
      if (this.likelihood.ratio(cases, middle) > best) low = middle
      else high = middle
    }
    this.limit[cases] = high
  }
}
