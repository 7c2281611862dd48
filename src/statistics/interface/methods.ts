import { cellKeyMethod } from './cell-key.ts'
import { comparisonMethod } from './comparison.ts'
import { concentrationMethod } from './concentration.ts'
import { crossFilterMethod } from './cross-filter.ts'
import { densityMethod } from './density.ts'
import { disclosureMapMethod } from './disclosure-map.ts'
import { disclosureAuditMethod, disclosureTableMethod } from './disclosure-table.ts'
import { effectMethod, interruptedSeriesMethod } from './effect.ts'
import { effectPowerMethod } from './effect-power.ts'
import { emergingClustersMethod } from './emerging-clusters.ts'
import { foresightMethod, foresightScoreMethod } from './foresight.ts'
import { hotSpotsMethod } from './hot-spots.ts'
import { microClustersMethod } from './micro-clusters.ts'
import { nearRepeatMethod } from './near-repeat.ts'
import { scanWindowMethod } from './scan-window.ts'
import { smallAreasMethod } from './small-areas.ts'
import type { StatMethod } from './stat-method.ts'
import { surveyChangeMethod, surveyMethod } from './survey.ts'
import { syntheticControlMethod } from './synthetic-control.ts'
import { timePatternMethod } from './time-pattern.ts'
import { trendMethod } from './trend.ts'
import { twoPeriodsMethod } from './two-periods.ts'
import { unusualChangeMethod } from './unusual-change.ts'

/** The methods in the order of their cards (`docs/methods/`). */
export const METHODS: readonly StatMethod[] = [
  trendMethod,
  twoPeriodsMethod,
  unusualChangeMethod,
  scanWindowMethod,
  timePatternMethod,
  crossFilterMethod,
  concentrationMethod,
  densityMethod,
  hotSpotsMethod,
  emergingClustersMethod,
  microClustersMethod,
  nearRepeatMethod,
  foresightMethod,
  foresightScoreMethod,
  comparisonMethod,
  surveyMethod,
  surveyChangeMethod,
  smallAreasMethod,
  effectPowerMethod,
  effectMethod,
  interruptedSeriesMethod,
  syntheticControlMethod,
  disclosureTableMethod,
  disclosureAuditMethod,
  disclosureMapMethod,
  cellKeyMethod,
]
