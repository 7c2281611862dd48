import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'

/** What came of a drill: every act that was acknowledged to the browser and is missing after the process was killed. */
export interface DrillResult {
  rounds: number
  acknowledged: number
  lost: string[]
  /** Exit codes of `samsyn verify-log` after each round; all 0. */
  logs: number[]
}

export interface DrillOptions {
  root: string
  dataFolder: string
  databaseUrl?: string
  rounds: number
  /** Between the first write and the kill, in milliseconds; varied a little from round to round. */
  writingMs: number
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

/**
 * Kills a writing Samsyn with SIGKILL, again and again, and looks whether everything that it had answered "saved" to is still
 * there, and whether the log is whole. Bodies are added, since that is the act with the fewest conditions.
 */
export async function killDrill(options: DrillOptions): Promise<DrillResult> {
  const result: DrillResult = { rounds: options.rounds, acknowledged: 0, lost: [], logs: [] }
  const names: string[] = []
  const children = new Set<ChildProcess>()
  try {
    await drill(options, result, names, children)
  } finally {
    for (const child of children) child.kill('SIGKILL')
  }
  result.acknowledged = names.length
  result.lost = [...new Set(result.lost)]
  return result
}

async function drill(
  options: DrillOptions,
  result: DrillResult,
  names: string[],
  children: Set<ChildProcess>,
): Promise<void> {
  for (let round = 0; round < options.rounds; round++) {
    const port = await freePort()
    const running = await start(options, port, children)
    const cookie = await signIn(running.base)
    const missing = await missingFrom(running.base, cookie, names)
    result.lost.push(...missing)
    let isWriting = true
    const writers = [0, 1, 2].map(async (writer) => {
      for (let nr = 0; isWriting; nr++) {
        const name = `Förening ${round}-${writer}-${nr}`
        if (await addAktor(running.base, cookie, name)) names.push(name)
      }
    })
    await new Promise((resolve) => setTimeout(resolve, options.writingMs + (round % 5) * 37))
    running.child.kill('SIGKILL')
    isWriting = false
    await Promise.all([once(running.child, 'exit'), ...writers])
    result.logs.push(await verifyLog(options))
  }
  const port = await freePort()
  const running = await start(options, port, children)
  result.lost.push(...(await missingFrom(running.base, await signIn(running.base), names)))
  running.child.kill('SIGTERM')
  await once(running.child, 'exit')
}

function environment(options: DrillOptions, port: number): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PORT: String(port),
    SAMSYN_DATA: options.dataFolder,
    DATABASE_URL: options.databaseUrl ?? '',
    SAMSYN_URL: '',
  }
}

async function start(
  options: DrillOptions,
  port: number,
  children: Set<ChildProcess>,
): Promise<{ child: ChildProcess; base: string }> {
  const child = spawn(process.execPath, ['bin/samsyn', 'start'], {
    cwd: options.root,
    env: environment(options, port),
    stdio: 'ignore',
  })
  children.add(child)
  const base = `http://127.0.0.1:${port}`
  for (let attempt = 0; attempt < 600; attempt++) {
    const answer = await fetch(`${base}/halsa`).catch(() => null)
    if (answer?.status === 200) return { child, base }
    if (child.exitCode !== null) throw new Error(`samsyn left with ${child.exitCode} instead of starting`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('samsyn did not start within half a minute')
}

async function signIn(base: string): Promise<string> {
  const page = await (await fetch(`${base}/byt-person`)).text()
  const [, person = ''] = /value="([0-9a-f-]{36})"[^>]*>Jonas Vikdal</.exec(page) ?? []
  const answer = await fetch(`${base}/byt-person`, {
    method: 'POST',
    body: new URLSearchParams({ person }),
    headers: { origin: base },
    redirect: 'manual',
  })
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

async function addAktor(base: string, cookie: string, name: string): Promise<boolean> {
  const body = new URLSearchParams({ slag: 'forening', namn: name, kortnamn: name })
  const answer = await fetch(`${base}/aktorer`, {
    method: 'POST',
    body,
    headers: { origin: base, cookie },
    redirect: 'manual',
  }).catch(() => null)
  return answer?.status === 303
}

async function missingFrom(base: string, cookie: string, names: string[]): Promise<string[]> {
  const rows = (await (await fetch(`${base}/aktorer.json`, { headers: { cookie } })).json()) as { name: string }[]
  const there = new Set(rows.map((row) => row.name))
  return names.filter((name) => !there.has(name))
}

async function verifyLog(options: DrillOptions): Promise<number> {
  const child = spawn(
    process.execPath,
    ['bin/samsyn', 'verify-log', '--mot', `${options.dataFolder}/checkpoints.jsonl`],
    {
      cwd: options.root,
      env: environment(options, 0),
      stdio: 'ignore',
    },
  )
  await once(child, 'exit')
  return child.exitCode ?? -1
}
