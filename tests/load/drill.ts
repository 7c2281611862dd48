import { join } from 'node:path'
import { onCluster, startCluster } from '../world/cluster.ts'
import { type DrillResult, killDrill } from '../world/kill-drill.ts'
import { findPostgres } from '../world/machine.ts'
import { clusterUrl } from '../world/worlds.ts'

/** `npm run drill [-- rounds]`: the process is killed fifty times while it writes, on both databases. Exit 1 when anything was lost. */
const [root = '', temporary = '', asked = '50'] = process.argv.slice(2)
const rounds = Number(asked)
const WRITING_MS = 900

function report(kind: string, result: DrillResult): boolean {
  const broken = result.logs.filter((code) => code !== 0).length
  console.log(
    `${kind}: ${result.rounds} kills, ${result.acknowledged} acknowledged acts, ${result.lost.length} lost, ${broken} broken logs`,
  )
  return result.lost.length === 0 && broken === 0
}

let isKept = report(
  'embedded',
  await killDrill({ root, dataFolder: join(temporary, 'embedded'), rounds, writingMs: WRITING_MS }),
)
const postgres = findPostgres()
if (postgres) {
  const { cluster, stop } = await startCluster(postgres)
  try {
    await onCluster(cluster, 'create database drill')
    const result = await killDrill({
      root,
      dataFolder: join(temporary, 'postgres'),
      databaseUrl: clusterUrl(cluster, 'drill'),
      rounds,
      writingMs: WRITING_MS,
    })
    isKept = report('PostgreSQL', result) && isKept
  } finally {
    await stop()
  }
} else console.log('PostgreSQL is not on this machine: its half is missing.')
process.exit(isKept ? 0 : 1)
