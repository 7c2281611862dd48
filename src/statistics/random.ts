/**
 * Seeded random numbers: xoshiro128** (Blackman and Vigna 2021), its state filled by splitmix32. `stream` gives sequences that do not
 * follow each other: replicate r of a Monte Carlo draws from stream r, so that it is the same whichever worker takes it.
 */
export class Random {
  private a: number
  private b: number
  private c: number
  private d: number
  private spareNormal: number | null = null

  constructor(seed: number, stream = 0) {
    let state = (Math.imul(seed | 0, 0x9e3779b1) ^ Math.imul((stream + 1) | 0, 0x85ebca6b) ^ (seed / 0x1_0000_0000)) | 0
    const splitmix = (): number => {
      state = (state + 0x9e3779b9) | 0
      let t = state ^ (state >>> 16)
      t = Math.imul(t, 0x21f0aaad)
      t ^= t >>> 15
      t = Math.imul(t, 0x735a2d97)
      return (t ^ (t >>> 15)) | 0
    }
    this.a = splitmix()
    this.b = splitmix()
    this.c = splitmix()
    // All four zero is the one state that never leaves itself.
    this.d = splitmix() | 1
  }

  /** A whole number from 0 to 2^32 − 1. */
  next(): number {
    const fives = Math.imul(this.b, 5)
    const result = Math.imul((fives << 7) | (fives >>> 25), 9)
    const t = this.b << 9
    this.c ^= this.a
    this.d ^= this.b
    this.b ^= this.c
    this.a ^= this.d
    this.c ^= t
    this.d = (this.d << 11) | (this.d >>> 21)
    return result >>> 0
  }

  /** In [0, 1), with 53 bits. */
  uniform(): number {
    return ((this.next() >>> 5) * 67_108_864 + (this.next() >>> 6)) / 9_007_199_254_740_992
  }

  /** A whole number from 0 to n − 1, each as likely: what would make some more likely is drawn again. */
  below(n: number): number {
    for (;;) {
      const drawn = this.next()
      // The last of all numbers are more than a whole number of rounds of n only within n of the end, where it is worth looking.
      if (drawn < 4_294_967_296 - n || drawn < 4_294_967_296 - (4_294_967_296 % n))
        return n < 2 ** 31 ? (drawn >>> 0) % (n >>> 0) : drawn % n
    }
  }

  /** Fisher–Yates, in place. */
  shuffle<T extends { [index: number]: number; length: number }>(values: T): T {
    for (let i = values.length - 1; i > 0; i--) {
      const j = this.below(i + 1)
      const kept = values[i] as number
      values[i] = values[j] as number
      values[j] = kept
    }
    return values
  }

  /** Standard normal: Marsaglia's polar method. */
  normal(): number {
    if (this.spareNormal !== null) {
      const kept = this.spareNormal
      this.spareNormal = null
      return kept
    }
    for (;;) {
      const u = 2 * this.uniform() - 1
      const v = 2 * this.uniform() - 1
      const s = u * u + v * v
      if (s > 0 && s < 1) {
        const factor = Math.sqrt((-2 * Math.log(s)) / s)
        this.spareNormal = v * factor
        return u * factor
      }
    }
  }

  /** Gamma with a shape and a scale (mean shape · scale): Marsaglia and Tsang 2000. */
  gamma(shape: number, scale: number): number {
    if (shape < 1) return this.gamma(shape + 1, scale) * (1 - this.uniform()) ** (1 / shape)
    const d = shape - 1 / 3
    const c = 1 / Math.sqrt(9 * d)
    for (;;) {
      const x = this.normal()
      const v = (1 + c * x) ** 3
      if (v <= 0) continue
      const u = 1 - this.uniform()
      if (Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v * scale
    }
  }

  /** Poisson: by multiplying below a mean of 30, above it halved through the gamma (Ahrens and Dieter 1974). */
  poisson(mean: number): number {
    let left = mean
    let count = 0
    while (left > 30) {
      const m = Math.floor(left * 0.875)
      const x = this.gamma(m, 1)
      if (x > left) return count + this.binomial(m - 1, left / x)
      left -= x
      count += m
    }
    const limit = Math.exp(-left)
    let product = 1 - this.uniform()
    while (product > limit) {
      count++
      product *= 1 - this.uniform()
    }
    return count
  }

  /** Binomial: one by one below 30 trials, above it halved through the beta (Devroye 1986). */
  binomial(trials: number, p: number): number {
    let n = trials
    let chance = p
    let count = 0
    while (n > 30) {
      const i = Math.floor((n + 1) / 2)
      const x = this.gamma(i, 1)
      const split = x / (x + this.gamma(n + 1 - i, 1))
      if (split <= chance) {
        count += i
        n -= i
        chance = split >= 1 ? 0 : (chance - split) / (1 - split)
      } else {
        n = i - 1
        chance = split <= 0 ? 0 : chance / split
      }
    }
    for (let k = 0; k < n; k++) if (this.uniform() < chance) count++
    return count
  }

  /** Negative binomial with a mean and a variance of `mean · dispersion`; dispersion 1 is Poisson. */
  negativeBinomial(mean: number, dispersion: number): number {
    if (mean === 0) return 0
    if (dispersion <= 1) return this.poisson(mean)
    return this.poisson(this.gamma(mean / (dispersion - 1), dispersion - 1))
  }
}
