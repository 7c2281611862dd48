/** What may be said of a change. That it cannot be told is an answer too. */
export const VERDICTS = ['minskning-trolig', 'ingen-tydlig-skillnad', 'okning-trolig', 'gar-inte-att-avgora'] as const
export type Verdict = (typeof VERDICTS)[number]

/** Whether a p is small enough at a level. 1 − 0.9 is a hair less than 0.1 in doubles: a p of just 0.1 is not lost to that. */
export function isClear(p: number, level: number): boolean {
  return p <= 1 - level + 1e-12
}
