import type { Interval } from './intervals.ts'

export const PUBLISH_VERDICTS = ['visas', 'granskas', 'visas-inte'] as const
export type PublishVerdict = (typeof PUBLISH_VERDICTS)[number]

/** Why a figure is not simply shown. */
export const PUBLISH_REASONS = [
  'few-answers',
  'no-interval',
  'wide-interval',
  'wide-for-its-size',
  'few-degrees-of-freedom',
  'all-alike',
  'few-of-one-kind',
] as const
export type PublishReason = (typeof PUBLISH_REASONS)[number]

/** Thresholds of the rule; see `publishShare` for where they come from. */
export interface PublishThresholds {
  leastEffectiveN?: number
  /** An interval as wide as this is never shown; one no wider than `narrow` always is. */
  widest?: number
  narrow?: number
  /** Between the two: width over the share, and over the rest, at most. */
  widestRelative?: number
  leastDegreesOfFreedom?: number
  /** Effective answers of the rarer kind, and clusters that they come from. */
  leastOfOneKind?: number
}

/** Whether an effective n is below a threshold, and not just by what its computation has rounded away: that of 31 answers alike in weight is 30. */
export function isFewer(effectiveN: number, least: number): boolean {
  return effectiveN * (1 + 1e-9) < least
}

export interface PublishDecision {
  verdict: PublishVerdict
  reasons: PublishReason[]
}

const DEFAULTS: Required<PublishThresholds> = {
  leastEffectiveN: 30,
  widest: 0.3,
  narrow: 0.05,
  widestRelative: 1.3,
  leastDegreesOfFreedom: 8,
  leastOfOneKind: 5,
}

/**
 * May a share be shown? The presentation standards for proportions of the National Center for Health Statistics (Parker et al. 2017, Vital and Health Statistics
 * 2:175): not with an effective n below 30, not with an interval of 30 percentage points or more, not with one wider than 1.3 times the share unless it is no
 * wider than 5; and looked at by a person with fewer than 8 degrees of freedom or where all have answered alike. Two things are stricter here: the width is set against the
 * smaller of the share and the rest, so that 97 % is judged as 3 %, and a share with fewer than `leastOfOneKind` effective answers of the rarer kind, or
 * with these from fewer clusters, is looked at too: there the limits are known to be too narrow (the card of `survey`).
 *
 * @param effectiveN at most n. @param interval by an effective n of at most n. @param rarerClusters clusters with at least one answer of the rarer kind.
 */
export function publishShare(
  share: number,
  effectiveN: number,
  degreesOfFreedom: number,
  interval: Interval | null,
  rarerClusters: number,
  thresholds: PublishThresholds = {},
): PublishDecision {
  const rule = { ...DEFAULTS, ...thresholds }
  const smaller = Math.min(share, 1 - share)
  const width = interval ? interval.high - interval.low : 1
  const isWideForItsSize = width > rule.narrow && width > rule.widestRelative * smaller
  return decide(
    [
      isFewer(effectiveN, rule.leastEffectiveN) && 'few-answers',
      interval === null && 'no-interval',
      interval !== null && width >= rule.widest && 'wide-interval',
      interval !== null && width < rule.widest && isWideForItsSize && 'wide-for-its-size',
    ],
    [
      degreesOfFreedom < rule.leastDegreesOfFreedom && 'few-degrees-of-freedom',
      smaller <= 0 && 'all-alike',
      smaller > 0 && Math.min(smaller * effectiveN, rarerClusters) < rule.leastOfOneKind && 'few-of-one-kind',
    ],
  )
}

/**
 * The same for a mean: effective n and degrees of freedom, and where no answer is below 0 that the interval is no wider than `widestRelative` times the mean.
 */
export function publishMean(
  mean: number,
  isNeverNegative: boolean,
  isAlike: boolean,
  effectiveN: number,
  degreesOfFreedom: number,
  interval: Interval | null,
  thresholds: PublishThresholds = {},
): PublishDecision {
  const rule = { ...DEFAULTS, ...thresholds }
  const width = interval ? interval.high - interval.low : 0
  return decide(
    [
      isFewer(effectiveN, rule.leastEffectiveN) && 'few-answers',
      interval === null && 'no-interval',
      isNeverNegative && width > rule.widestRelative * mean && 'wide-for-its-size',
    ],
    [degreesOfFreedom < rule.leastDegreesOfFreedom && 'few-degrees-of-freedom', isAlike && 'all-alike'],
  )
}

function decide(against: (PublishReason | false)[], doubts: (PublishReason | false)[]): PublishDecision {
  const held = (reasons: (PublishReason | false)[]) => reasons.filter((reason) => reason !== false)
  const [hidden, doubted] = [held(against), held(doubts)]
  return {
    verdict: hidden.length > 0 ? 'visas-inte' : doubted.length > 0 ? 'granskas' : 'visas',
    reasons: [...hidden, ...doubted],
  }
}
