/** What may be said of a change. That it cannot be told is an answer too. */
export const VERDICTS = ['minskning-trolig', 'ingen-tydlig-skillnad', 'okning-trolig', 'gar-inte-att-avgora'] as const
export type Verdict = (typeof VERDICTS)[number]
