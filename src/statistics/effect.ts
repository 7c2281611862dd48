import { dispersionOf } from './dispersion.ts'
import { studentBelow, studentQuantile } from './distributions.ts'
import { effectPower } from './effect-power.ts'
import type { Interval } from './intervals.ts'
import { demand, demandNumber } from './invalid.ts'
import { COUNT, EXPOSURE } from './limits.ts'
import { isClear, type Verdict } from './verdict.ts'

/** Counts in one area before and after the measure began, over periods of one length. */
export interface BeforeAfter {
  before: number
  after: number
  /** Size of the area, or its population: counts are divided by it. 1 where areas are compared as they are. */
  weight?: number
}

export interface EffectInput {
  treated: BeforeAfter
  control: BeforeAfter
  /** The ring around the measure, and one around the control area: what has moved a few streets away shows here. */
  displacementTreated?: BeforeAfter
  displacementControl?: BeforeAfter
  level?: number
  /** Counts of earlier periods alike in the treated area; from eight on they tell how much more than Poisson counts vary. */
  history?: readonly number[]
}

export interface Effect {
  /** Weighted displacement difference: events fewer (−) or more (+) than the control says, displacement included. */
  difference: number
  se: number
  z: number
  p: number
  interval: Interval
  /** The same without the displacement areas, and for them alone; null where there are none. */
  local: number
  displacement: number | null
  /** Treated after over before, over the same in the control area; null where a count is 0. */
  rateRatio: { ratio: number; interval: Interval } | null
  dispersion: number
  power: EffectPower
  verdict: Verdict
}

export interface EffectPower {
  /** The least change in per cent of the treated area's count before that is found in four cases of five; null beyond 100 % less. */
  leastReductionPercent: number | null
  /** Chance of finding a reduction of 20 % where there is one. */
  of20Percent: number
}

/**
 * Did a measure change the number of events, given what happened where it was not? The weighted displacement difference (Wheeler and
 * Ratcliffe 2018, *Crime Science* 7:11), with areas weighted and with overdispersion; beside it the ratio of rate ratios. Area, periods and outcome
 * are to be registered before anybody looks: this function cannot see whether they were.
 *
 * @throws StatisticsInvalid
 */
export function effect(input: EffectInput): Effect {
  const { treated, control, displacementTreated, displacementControl, level = 0.95, history = [] } = input
  demandNumber(level, 'level', { min: 0.5, max: 0.9999 })
  demandArea(treated, 'treated')
  demandArea(control, 'control')
  demand(!displacementTreated === !displacementControl, 'displacementControl', displacementControl, [
    'båda förflyttningsområdena eller inget',
    'both displacement areas or none',
  ])
  if (displacementTreated) demandArea(displacementTreated, 'displacementTreated')
  if (displacementControl) demandArea(displacementControl, 'displacementControl')
  const { dispersion, df } = dispersionOf(history)
  const local = change(treated) - change(control)
  const displacement =
    displacementTreated && displacementControl ? change(displacementTreated) - change(displacementControl) : null
  const difference = local + (displacement ?? 0)
  const areas = [treated, control, displacementTreated, displacementControl].filter((area) => area !== undefined)
  const variance = areas.reduce((sum, area) => sum + (area.before + area.after) / weightOf(area) ** 2, 0)
  const se = Math.sqrt(dispersion * variance)
  const z = se === 0 ? 0 : difference / se
  const p = se === 0 ? 1 : 2 * studentBelow(-Math.abs(z), df)
  const half = studentQuantile(1 - (1 - level) / 2, df) * se
  const power = powerOf(input)
  return {
    difference,
    se,
    z,
    p,
    interval: { low: difference - half, high: difference + half },
    local,
    displacement,
    rateRatio: rateRatioOf(treated, control, dispersion, df, level),
    dispersion,
    power,
    verdict: verdictOf(p, difference, level, power),
  }
}

function demandArea(area: BeforeAfter, path: string): void {
  demandNumber(area.before, `${path}.before`, COUNT)
  demandNumber(area.after, `${path}.after`, COUNT)
  if (area.weight !== undefined) demandNumber(area.weight, `${path}.weight`, EXPOSURE)
}

function weightOf(area: BeforeAfter): number {
  return area.weight ?? 1
}

function change(area: BeforeAfter): number {
  return (area.after - area.before) / weightOf(area)
}

/** (treated after / before) over (control after / before), with limits on the log scale. */
function rateRatioOf(
  treated: BeforeAfter,
  control: BeforeAfter,
  dispersion: number,
  df: number,
  level: number,
): Effect['rateRatio'] {
  const counts = [treated.before, treated.after, control.before, control.after]
  if (counts.some((count) => count === 0)) return null
  const ratio = treated.after / treated.before / (control.after / control.before)
  const se = Math.sqrt(dispersion * counts.reduce((sum, count) => sum + 1 / count, 0))
  const half = studentQuantile(1 - (1 - level) / 2, df) * se
  return { ratio, interval: { low: ratio * Math.exp(-half), high: ratio * Math.exp(half) } }
}

/** What could have been found, as {@link effectPower} tells it beforehand: of the counts before the start, not of what came after. */
function powerOf({
  treated,
  control,
  displacementTreated,
  displacementControl,
  level,
  history,
}: EffectInput): EffectPower {
  const planned = ({ before, weight }: BeforeAfter) => ({ expected: before, ...(weight !== undefined && { weight }) })
  const { leastReductionPercent, curve } = effectPower({
    treated: planned(treated),
    control: planned(control),
    ...(displacementTreated && { displacementTreated: planned(displacementTreated) }),
    ...(displacementControl && { displacementControl: planned(displacementControl) }),
    ...(level !== undefined && { level }),
    ...(history && { history }),
    reductions: [20],
  })
  return { leastReductionPercent, of20Percent: treated.before === 0 ? 0 : (curve[0]?.power ?? 0) }
}

function verdictOf(p: number, difference: number, level: number, power: EffectPower): Verdict {
  // An increase knows no bound of 100 %: it can be told also where no reduction could.
  if (isClear(p, level) && difference > 0) return 'okning-trolig'
  // Neither a reduction nor the absence of one is told where not even everything gone could be counted on to show.
  if (power.leastReductionPercent === null) return 'gar-inte-att-avgora'
  return isClear(p, level) ? 'minskning-trolig' : 'ingen-tydlig-skillnad'
}
