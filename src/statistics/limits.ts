/** No count of events is larger: what is searched for by halving still ends, and differences are still whole. */
export const COUNT = { min: 0, max: 1e9, isWhole: true } as const

/** People, days or square metres, of any unit: neither so much nor so little that one over the other is no number. */
export const EXPOSURE = { min: 1e-12, max: 1e12 } as const
