const HOUR = 3_600_000

/**
 * So many times in so long a time, per key, in this process. Kept in memory on purpose: it stands in the way of guessing and of a form
 * that is sent over and over, and what a restart forgets does no harm.
 */
export class Limiter {
  private readonly seen = new Map<string, number[]>()

  constructor(
    private readonly max: number,
    private readonly withinMs: number = HOUR,
  ) {}

  /** Counts one more; false when it is one too many. */
  allows(key: string, at: Date): boolean {
    const from = at.getTime() - this.withinMs
    const recent = (this.seen.get(key) ?? []).filter((time) => time > from)
    if (recent.length >= this.max) return false
    recent.push(at.getTime())
    this.seen.set(key, recent)
    if (this.seen.size > 10_000) this.forgetBefore(from)
    return true
  }

  private forgetBefore(from: number): void {
    for (const [key, times] of this.seen) if (times.every((time) => time <= from)) this.seen.delete(key)
  }
}
