import { execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { type Dokument, readDocument, renderDocx, renderPdf } from '../../src/handlingar/index.ts'
import { Typst } from '../../src/platform/documents/index.ts'
import { decodeText } from '../../src/platform/files/decode-text.ts'
import { findSynpunkter } from '../../src/remiss/model/las-synpunkter.ts'
import { FEM_SIDOR } from '../documents/exempel.ts'
import { onCluster, startCluster } from '../world/cluster.ts'
import { findDocumentPrograms, findPostgres } from '../world/machine.ts'
import { clusterUrl } from '../world/worlds.ts'

/**
 * All benches, one line each: what, figure, limit or peer, ratio, and whether it is kept. Exit 1 when one is not.
 *
 * Run by scripts/bench.mjs: node bench.js <root> <temporary folder>
 */
const [root = '', temporary = ''] = process.argv.slice(2)
const here = dirname(fileURLToPath(import.meta.url))
const lines: { what: string; figure: string; against: string; ratio: number; isKept: boolean }[] = []

/** A figure under a limit; the ratio is figure / limit. */
function limit(what: string, value: number, max: number, unit: string): void {
  lines.push({
    what,
    figure: `${Number(value.toFixed(2))} ${unit}`,
    against: `at most ${max} ${unit}`,
    ratio: value / max,
    isKept: value <= max,
  })
}

interface ListResult {
  database: string
  pagesPerSecond: number
  barePagesPerSecond: number
  ratio: number
  rssMb: number
}

function remissList(url?: string): ListResult {
  const args = [join(here, 'remiss-list.js'), join(root, 'dist'), join(root, 'migrations'), ...(url ? [url] : [])]
  return JSON.parse(
    execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1e7 }).trim().split('\n').at(-1) ?? '{}',
  ) as ListResult
}

function addList(result: ListResult): void {
  lines.push({
    what: `remiss list, 50 rows with access rules (${result.database})`,
    figure: `${result.pagesPerSecond} pages/s`,
    against: `bare page ${result.barePagesPerSecond} pages/s, at least 0.4`,
    ratio: result.ratio,
    isKept: result.ratio >= 0.4,
  })
}

/** 300 reminders, computed and queued. */
function reminders(url?: string): void {
  const args = [join(here, 'reminders.js'), join(root, 'dist'), join(root, 'migrations'), ...(url ? [url] : [])]
  const out = execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1e7 })
  const result = JSON.parse(out.trim().split('\n').at(-1) ?? '{}') as {
    database: string
    seconds: number
    queued: number
  }
  if (result.queued !== 300) throw new Error(`${result.queued} reminders were queued`)
  limit(`300 reminders computed and queued (${result.database})`, result.seconds, 2, 's')
}

/** Fifty people who work at the same time. A page that fails is a broken bench, not a slow one. */
function people(port: number, url = ''): void {
  const data = mkdtempSync(join(temporary, 'people-'))
  const out = execFileSync(process.execPath, [join(here, 'people.js'), root, data, String(port), url], {
    encoding: 'utf8',
    maxBuffer: 1e7,
  })
  const result = JSON.parse(out.trim().split('\n').at(-1) ?? '{}') as {
    pages: number
    documents: number
    p50: number
    p95: number
    failures: [string, number][]
  }
  if (result.failures.length > 0) throw new Error(`pages failed: ${JSON.stringify(result.failures)}`)
  const database = url === '' ? 'embedded' : 'postgres'
  const about = `${result.pages} pages and ${result.documents} PDFs in 40 s`
  limit(`50 people at work, 95 % of pages within (${database}; ${about})`, result.p95, 300, 'ms')
  limit('… half of them within', result.p50, 300, 'ms')
}

/** Seconds from starting the program to its first page, and the pages' compressed sizes. */
async function firstPage(
  folder: string,
  data: string,
  port: number,
): Promise<{ seconds: number; pages: Map<string, number> }> {
  const began = performance.now()
  const child = spawn(process.execPath, ['bin/samsyn', 'start'], {
    cwd: folder,
    env: { ...process.env, PORT: String(port), SAMSYN_DATA: data, DATABASE_URL: '' },
    stdio: 'ignore',
  })
  const base = `http://127.0.0.1:${port}`
  try {
    let seconds = 0
    for (;;) {
      const answer = await fetch(`${base}/`).catch(() => null)
      if (answer?.status === 200) {
        seconds = (performance.now() - began) / 1000
        break
      }
      if (performance.now() - began > 60_000) throw new Error('no first page within a minute')
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    const pages = new Map<string, number>()
    for (const path of ['/', '/programmet', '/byt-person', '/om']) {
      pages.set(path, gzipSync(await (await fetch(base + path)).text()).length)
    }
    return { seconds, pages }
  } finally {
    child.kill('SIGTERM')
    await new Promise((resolve) => child.once('exit', resolve))
  }
}

/** A copy of the program without dist/, as after a fresh clone and npm ci. */
function freshCopy(): string {
  const folder = mkdtempSync(join(temporary, 'fresh-'))
  for (const name of [
    'src',
    'islands',
    'styles',
    'templates',
    'migrations',
    'scripts',
    'bin',
    'docs',
    'package.json',
    'tsconfig.json',
  ]) {
    cpSync(join(root, name), join(folder, name), { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

async function starts(): Promise<void> {
  const folder = freshCopy()
  const data = join(folder, 'data')
  const fresh = await firstPage(folder, data, 18_191)
  limit('first page after npm start on a fresh folder, with building', fresh.seconds, 20, 's')
  const again = await firstPage(folder, data, 18_192)
  limit('first page on restart', again.seconds, 4, 's')
  for (const [path, bytes] of fresh.pages) limit(`page ${path}, compressed`, bytes / 1024, 60, 'kB')
  const assets = join(folder, 'dist', 'assets')
  const compressed = readdirSync(assets)
    .filter((name) => /\.(css|js)$/.test(name))
    .reduce((sum, name) => sum + gzipSync(readFileSync(join(assets, name))).length, 0)
  limit('stylesheet and script together, compressed', compressed / 1024, 60, 'kB')
  const fonts = readdirSync(join(assets, 'fonts')).reduce(
    (sum, name) => sum + statSync(join(assets, 'fonts', name)).size,
    0,
  )
  limit('fonts, all of them', fonts / 1024, 120, 'kB')
}

/** The document the product is made from, where it is at hand; else our own. */
function reading(): void {
  const shared = join(process.env.SAMSYN_SHARED ?? join(root, '..', 'shared'), 'seed')
  const own = join(root, 'tests', 'golden', 'documents', '01-tjansteutlatande-arbetsmarknadsnamnden.txt')
  let file = own
  try {
    file = join(shared, readdirSync(shared).find((name) => name.endsWith('.txt')) ?? '')
  } catch {
    // The shared folder is not there: our own document stands in, and the line says so.
  }
  const bytes = readFileSync(file)
  const times: number[] = []
  for (let round = 0; round < 15; round++) {
    const began = performance.now()
    const decoded = decodeText(bytes)
    if (!decoded.ok) throw new Error('the document could not be decoded')
    findSynpunkter(readDocument(decoded.text))
    times.push(performance.now() - began)
  }
  limit(
    `a document read to fields and points, first time (${file === own ? 'own' : 'the seed'})`,
    times[0] ?? 0,
    200,
    'ms',
  )
  limit('… and warm, median', [...times].sort((a, b) => a - b)[7] ?? 0, 200, 'ms')
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/**
 * A tjänsteutlåtande of five pages as PDF, beside LibreOffice, which is what makes one of a Word file elsewhere. Each round changes
 * a word in most paragraphs, since Typst remembers what it has set.
 */
async function documents(): Promise<void> {
  const typst = new Typst(join(root, 'dist'))
  const pdf: number[] = []
  const docx: number[] = []
  for (let round = 0; round < 16; round++) {
    const dokument: Dokument = JSON.parse(JSON.stringify(FEM_SIDOR).replaceAll('kommunen', `kommunen ${round}`))
    const began = performance.now()
    await renderPdf(typst, dokument, 'ua-1')
    const between = performance.now()
    await renderDocx(dokument)
    // The first starts the worker and reads the typefaces.
    if (round > 0) pdf.push(between - began)
    docx.push(performance.now() - between)
  }
  await typst.close()
  limit('a tjänsteutlåtande of five pages as PDF, warm, median', median(pdf), 50, 'ms')
  limit('… as DOCX, median', median(docx), 50, 'ms')
  if (!findDocumentPrograms()) {
    console.log('LibreOffice is not on this machine: its line is missing.')
    return
  }
  const folder = mkdtempSync(join(temporary, 'docx-'))
  writeFileSync(join(folder, 'fem.docx'), await renderDocx(FEM_SIDOR))
  const office = Array.from({ length: 3 }, () => {
    const began = performance.now()
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
    const args = [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, join(folder, 'fem.docx')]
    execFileSync('soffice', args, { stdio: 'ignore' })
    return performance.now() - began
  })
  const peer = Math.round(median(office))
  lines.push({
    what: '… as PDF, beside the same document through LibreOffice',
    figure: `${Math.round(median(pdf))} ms`,
    against: `LibreOffice ${peer} ms with its start`,
    ratio: median(pdf) / peer,
    isKept: median(pdf) <= peer,
  })
}

reading()
await documents()
const embedded = remissList()
addList(embedded)
limit('memory under that load, embedded database', embedded.rssMb, 1200, 'MB')
reminders()
people(18_193)
const postgres = findPostgres()
if (postgres) {
  const { cluster, stop } = await startCluster(postgres)
  try {
    await onCluster(cluster, 'create database bench')
    addList(remissList(clusterUrl(cluster, 'bench')))
    await onCluster(cluster, 'create database reminders')
    reminders(clusterUrl(cluster, 'reminders'))
    await onCluster(cluster, 'create database people')
    people(18_194, clusterUrl(cluster, 'people'))
  } finally {
    await stop()
  }
} else console.log('PostgreSQL is not on this machine: its line is missing.')
await starts()

const width = Math.max(...lines.map((line) => line.what.length))
for (const line of lines) {
  console.log(
    `${line.isKept ? 'kept  ' : 'MISSED'}  ${line.what.padEnd(width)}  ${line.figure.padStart(14)}  ${line.ratio.toFixed(2).padStart(5)} of ${line.against}`,
  )
}
rmSync(temporary, { recursive: true, force: true })
process.exit(lines.every((line) => line.isKept) ? 0 : 1)
