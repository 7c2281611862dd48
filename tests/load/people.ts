import { spawn } from 'node:child_process'

/**
 * Fifty people at work at the same time: each signs in, opens a page, reads for two seconds on average, and follows some link on it.
 * Every tenth page somebody sets a document as PDF beside it. The program runs as it is started for real, in a process of its own.
 * Prints one JSON line with the times of the pages in milliseconds.
 *
 * Run by tests/load/bench.ts: node people.js <root> <data folder> <port> [postgres-url]
 */
const [root = '', data = '', port = '', url = ''] = process.argv.slice(2)
const PEOPLE = 50
const SECONDS = 40
const READING = 2000
const base = `http://127.0.0.1:${port}`
/** Signing out, and what is a file and no page. */
const NO_PAGE = /^\/(?:logga-ut|byt-person|sprak)|\.(?:csv|json|ics)$|\/(?:original|pdf|docx|paket)(?:\?|$)/
const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'

/** Mulberry32: the same walks every time. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const child = spawn(process.execPath, ['bin/samsyn', 'start'], {
  cwd: root,
  env: { ...process.env, PORT: port, SAMSYN_DATA: data, DATABASE_URL: url },
  stdio: 'ignore',
})
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const times: number[] = []
const failures = new Map<string, number>()
let documents = 0

function failed(what: string): void {
  failures.set(what, (failures.get(what) ?? 0) + 1)
}

async function people(): Promise<string[]> {
  for (let tries = 0; tries < 600; tries++) {
    const answer = await fetch(`${base}/byt-person`).catch(() => null)
    if (answer?.status === 200)
      return [
        ...new Set(
          [...(await answer.text()).matchAll(new RegExp(`<button type="submit" value="(${ID})"`, 'g'))].map(
            ([, id]) => id ?? '',
          ),
        ),
      ]
    await pause(100)
  }
  throw new Error('no first page within a minute')
}

async function signIn(person: string): Promise<string> {
  const answer = await fetch(`${base}/byt-person`, {
    method: 'POST',
    body: new URLSearchParams({ person }),
    headers: { origin: base },
    redirect: 'manual',
  })
  await answer.arrayBuffer()
  const cookie = /^[^;]+/.exec(answer.headers.getSetCookie().at(-1) ?? '')?.[0]
  if (!cookie) throw new Error(`signing in gave ${answer.status}`)
  return cookie
}

async function walk(person: string, random: () => number, until: number): Promise<void> {
  const cookie = await signIn(person)
  // Not all at once: they have come to work during the first seconds.
  await pause(random() * READING)
  let path = '/minsida'
  for (let steps = 1; performance.now() < until; steps++) {
    const began = performance.now()
    const answer = await fetch(base + path, { headers: { cookie } }).catch(() => null)
    const body = (await answer?.text().catch(() => '')) ?? ''
    times.push(performance.now() - began)
    if (!answer || answer.status >= 500) failed(`${answer?.status ?? 'no answer'} ${path}`)
    const links = [...body.matchAll(/<a [^>]*href="(\/[^"#]*)"/g)].map(([, href]) =>
      (href ?? '').replaceAll('&amp;', '&'),
    )
    const pdf = links.find((href) => /\/pdf$/.test(href))
    if (pdf && steps % 10 === 0) {
      documents++
      await fetch(base + pdf, { headers: { cookie } }).then(
        (one) => one.arrayBuffer(),
        () => failed(pdf),
      )
    }
    const pages = links.filter((href) => !NO_PAGE.test(href))
    path = pages[Math.floor(random() * pages.length)] ?? '/minsida'
    await pause(READING * (0.5 + random()))
  }
}

try {
  const ids = await people()
  // The first page of each kind compiles what it needs; that is the start's time, and measured there.
  await walk(ids[0] ?? '', seeded(0), performance.now() + 4000)
  times.length = 0
  const until = performance.now() + SECONDS * 1000
  await Promise.all(Array.from({ length: PEOPLE }, (_, at) => walk(ids[at % ids.length] ?? '', seeded(at + 1), until)))
} finally {
  child.kill('SIGTERM')
  await new Promise((resolve) => child.once('exit', resolve))
}
const sorted = [...times].sort((a, b) => a - b)
const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
console.log(
  JSON.stringify({
    pages: times.length,
    documents,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    failures: [...failures],
  }),
)
