import { execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { lifeline } from './lifeline.ts'
import { clusterUrl, type TestCluster } from './worlds.ts'

const START_MS = 20_000

/**
 * Settings of a cluster that holds nothing anybody will miss. The locale is C on purpose: the server that knows least about
 * Swedish letters, so that an order or a search that leans on the server's locale fails here (the embedded database has C.UTF-8).
 */
const INITDB = ['--auth=trust', '--username=samsyn', '--encoding=UTF8', '--locale=C', '--no-sync']
const SETTINGS = {
  listen_addresses: '',
  fsync: 'off',
  full_page_writes: 'off',
  shared_buffers: '64MB',
  max_connections: '100',
  log_min_messages: 'warning',
}

/** PostgreSQL refuses to run as root; then it runs as whoever the machine has for such things. */
function serverUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const users = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = users.find((line) => line.startsWith(`${name}:`))?.split(':') ?? []
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new Error('PostgreSQL does not run as root, and there is neither a user postgres nor nobody')
}

/** The server lives as long as the test run, and its folder too. */
const GUARD = `
"$BIN/postgres" -D "$FOLDER/data" -k "$FOLDER" >"$FOLDER/log" 2>&1 &
server=$!
cat >/dev/null
kill -QUIT $server
wait $server
rm -rf "$FOLDER"
`

/** Starts an empty cluster on a unix socket in a temporary folder. */
export async function startCluster(bin: string): Promise<{ cluster: TestCluster; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'samsyn-pg-'))
  const user = serverUser()
  if (user) chownSync(folder, user.uid, user.gid)
  const options = { cwd: folder, env: { PATH: process.env.PATH, BIN: bin, FOLDER: folder, LC_ALL: 'C' }, ...user }
  try {
    execFileSync(join(bin, 'initdb'), [...INITDB, '--pgdata', join(folder, 'data')], {
      ...options,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    const settings = Object.entries(SETTINGS).map(([name, value]) => `${name} = '${value}'`)
    execFileSync('sh', ['-c', 'cat >> data/postgresql.conf'], { ...options, input: `${settings.join('\n')}\n` })
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
  const stop = lifeline(GUARD, options)
  const cluster = { socketFolder: folder, user: 'samsyn' }
  try {
    await waitUntilReady(cluster)
  } catch (error) {
    const log = existsSync(join(folder, 'log')) ? readFileSync(join(folder, 'log'), 'utf8') : ''
    await stop()
    throw new Error(`PostgreSQL did not start: ${log}`, { cause: error })
  }
  return { cluster, stop }
}

async function waitUntilReady(cluster: TestCluster): Promise<void> {
  const until = Date.now() + START_MS
  for (;;) {
    try {
      return await onCluster(cluster, 'select 1')
    } catch (error) {
      if (Date.now() > until) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

/** Runs a statement that cannot stand in a transaction: making and dropping databases. */
export async function onCluster(cluster: TestCluster, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: clusterUrl(cluster, 'postgres') })
  try {
    await client.connect()
    await client.query(statement)
  } finally {
    await client.end().catch(() => {})
  }
}
