import { exitCode } from './beside-peer.ts'
import { measureBuckets } from './statistics/buckets.ts'
import { measureCrossFilter } from './statistics/cross-filter.ts'
import { measureCsv } from './statistics/csv.ts'
import { measureDensity } from './statistics/density.ts'
import { measureDisclosureTable } from './statistics/disclosure-table.ts'
import { measureEmergingClusters } from './statistics/emerging-clusters.ts'
import { measureForesight } from './statistics/foresight.ts'
import { measureHotSpots } from './statistics/hot-spots.ts'
import { measureMicroClusters } from './statistics/micro-clusters.ts'
import { measureNearRepeat } from './statistics/near-repeat.ts'
import { measureTimePattern } from './statistics/time-pattern.ts'
import { measureUnusualChange } from './statistics/unusual-change.ts'

/**
 * `npm run bench -- statistics [METHOD …]`: the analyses, a line for each job and size beside the same job in R where it is on this machine, else
 * beside its definition written out; and the time that is promised, where one is. Exit 1 when a promise is not kept.
 *
 * Run by scripts/bench.mjs: node statistics.js <root> <temporary folder> statistics [METHOD …]
 */
const JOBS: Record<string, () => void | Promise<void>> = {
  // First, since it is set beside a process that has done nothing else: after the others it takes a tenth longer.
  'unusual-change': measureUnusualChange,
  buckets: measureBuckets,
  'cross-filter': measureCrossFilter,
  csv: measureCsv,
  density: measureDensity,
  'disclosure-table': measureDisclosureTable,
  foresight: measureForesight,
  'hot-spots': measureHotSpots,
  'emerging-clusters': measureEmergingClusters,
  'micro-clusters': measureMicroClusters,
  'near-repeat': measureNearRepeat,
  'time-pattern': measureTimePattern,
}

const wanted = process.argv.slice(5)
for (const [name, measure] of Object.entries(JOBS)) if (wanted.length === 0 || wanted.includes(name)) await measure()
process.exit(exitCode())
