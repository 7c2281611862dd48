import * as comparison from './comparison.ts'
import * as concentration from './concentration.ts'
import * as effect from './effect.ts'
import * as emergingClusters from './emerging-clusters.ts'
import * as foresight from './foresight.ts'
import * as hotSpots from './hot-spots.ts'
import * as microClusters from './micro-clusters.ts'
import * as nearRepeat from './near-repeat.ts'
import type { NullCase, PowerCase } from './null-case.ts'
import * as survey from './survey.ts'
import * as timePattern from './time-pattern.ts'
import * as trend from './trend.ts'
import * as twoPeriods from './two-periods.ts'
import * as unusualChange from './unusual-change.ts'

/** Every method's simulations, by the method's name. */
export const SIMULATIONS: Record<string, { nulls: NullCase[]; powers: PowerCase[] }> = {
  trend,
  'two-periods': twoPeriods,
  'unusual-change': unusualChange,
  'time-pattern': timePattern,
  concentration,
  'hot-spots': hotSpots,
  'emerging-clusters': emergingClusters,
  'micro-clusters': microClusters,
  'near-repeat': nearRepeat,
  foresight,
  comparison,
  survey,
  effect,
}
