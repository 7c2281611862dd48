import { dispersionOf } from './dispersion.ts'
import { normalBelow, normalQuantile, studentQuantile } from './distributions.ts'
import { demand, demandNumber, demandNumbers } from './invalid.ts'
import { EXPOSURE } from './limits.ts'

/** Events expected in an area over a period as long as the one after the start: what is known before anybody has looked. */
export interface PlannedArea {
  expected: number
  /** Size or population that counts are divided by; 1 where areas are compared as they are. */
  weight?: number
}

export interface EffectPowerInput {
  treated: PlannedArea
  control: PlannedArea
  displacementTreated?: PlannedArea
  displacementControl?: PlannedArea
  level?: number
  /** Earlier periods alike of the treated area; from eight on they tell how much more than Poisson counts vary. */
  history?: readonly number[]
  /** Reductions to tell the chance of finding, in per cent. */
  reductions?: readonly number[]
  /** Periods of that length before and after: a longer trial has more to go by. */
  periods?: number
}

export interface PlannedPower {
  /** Standard error of the weighted displacement difference where nothing changes. */
  se: number
  dispersion: number
  /** The least reduction of the treated area, in per cent, that is found in four cases of five; null where not even all would be. */
  leastReductionPercent: number | null
  curve: { reductionPercent: number; power: number }[]
  /** Periods, each as long, before and after, until a fifth less would be found in four cases of five; null beyond a hundred. */
  periodsFor20Percent: number | null
  /** Whether there is anything to be learnt of a measure with so few events. */
  verdict: 'kan-visas' | 'gar-inte-att-avgora'
}

const WANTED_POWER = 0.8
const MOST_PERIODS = 100

/**
 * What could be found, before the measure and before anybody has looked: the power of the weighted displacement difference (Wheeler and
 * Ratcliffe 2018) for areas with so many events. Nothing is taken to move to the rings.
 *
 * @throws StatisticsInvalid
 */
export function effectPower(input: EffectPowerInput): PlannedPower {
  const { treated, control, displacementTreated, displacementControl, level = 0.95, history = [] } = input
  const { reductions = [10, 20, 30, 40, 50], periods = 1 } = input
  demandNumber(level, 'level', { min: 0.5, max: 0.9999 })
  demandNumbers(reductions, 'reductions', { min: 0, max: 100 })
  demandNumber(periods, 'periods', { min: 1, max: MOST_PERIODS, isWhole: true })
  demand(!displacementTreated === !displacementControl, 'displacementControl', displacementControl, [
    'båda förflyttningsområdena eller inget',
    'both displacement areas or none',
  ])
  const areas = { treated, control, displacementTreated, displacementControl }
  for (const [path, area] of Object.entries(areas)) {
    if (!area) continue
    demandNumber(area.expected, `${path}.expected`, { min: 0, max: EXPOSURE.max })
    if (area.weight !== undefined) demandNumber(area.weight, `${path}.weight`, EXPOSURE)
  }
  const { dispersion, df } = dispersionOf(history)
  const limit =
    df === Number.POSITIVE_INFINITY ? normalQuantile(1 - (1 - level) / 2) : studentQuantile(1 - (1 - level) / 2, df)
  const before = treated.expected / (treated.weight ?? 1)
  /** Over so many periods; the treated count after is smaller by a share, and so is its variance. */
  const seAt = (share: number, length: number): number => {
    let variance = 0
    for (const area of Object.values(areas))
      if (area) variance += ((area === treated ? 2 - share : 2) * area.expected) / (area.weight ?? 1) ** 2
    return Math.sqrt(dispersion * length * variance)
  }
  const powerOf = (share: number, length: number): number => {
    const se = seAt(share, length)
    if (se === 0) return 0
    // To be told that there are fewer: that there are more is no find.
    return normalBelow((share * before * length) / se - limit)
  }
  let least: number | null = null
  if (powerOf(1, periods) >= WANTED_POWER) {
    let [low, high] = [0, 1]
    while (high - low > 1e-9) {
      const middle = (low + high) / 2
      if (powerOf(middle, periods) >= WANTED_POWER) high = middle
      else low = middle
    }
    least = 100 * high
  }
  let enough: number | null = null
  for (let length = 1; length <= MOST_PERIODS && enough === null; length++)
    if (powerOf(0.2, length) >= WANTED_POWER) enough = length
  return {
    se: seAt(0, periods),
    dispersion,
    leastReductionPercent: least,
    curve: reductions.map((reductionPercent) => ({
      reductionPercent,
      power: powerOf(reductionPercent / 100, periods),
    })),
    periodsFor20Percent: enough,
    verdict: least === null ? 'gar-inte-att-avgora' : 'kan-visas',
  }
}
