import { mkdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const BEING_WRITTEN_MS = 5_000

/** Somebody else has the folder open. The message is in Swedish, for the terminal. */
export class FolderLocked extends Error {
  override readonly name = 'FolderLocked'
}

/**
 * The embedded database has no lock of its own: two processes on one folder lose each other's rows. The lock is a file with
 * the holder's process id and, where the system tells, when that process started – an id can be given out again.
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, 'samsyn.lock')
  const mine = `${process.pid} ${startedAt(process.pid)}\n`
  if (!place(file, mine)) takeOver(file, mine, folder)
  return () => {
    if (readLock(file) === mine) rmSync(file, { force: true })
  }
}

function place(file: string, mine: string): boolean {
  try {
    writeFileSync(file, mine, { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/**
 * Throws a dead process's lock away and takes its place. One process at a time: two that had both read the dead one's lock would
 * otherwise throw away each other's. A process killed in the middle of this leaves the folder behind; then a person decides.
 */
function takeOver(file: string, mine: string, folder: string): void {
  refuseHeld(file, folder)
  const turn = `${file}.byte`
  try {
    mkdirSync(turn)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    throw new FolderLocked(
      `En annan process tar just nu över mappen ${folder}. Startar ingen annan Samsyn: ta bort ${turn} och försök igen.`,
    )
  }
  try {
    refuseHeld(file, folder)
    rmSync(file, { force: true })
    if (!place(file, mine)) throw new FolderLocked(`Mappen ${folder} togs just av en annan process. Försök igen.`)
  } finally {
    rmdirSync(turn)
  }
}

function refuseHeld(file: string, folder: string): void {
  const [pid = '', started = ''] = readLock(file).trim().split(' ')
  if (pid === '' ? isJustMade(file) : isAlive(Number(pid), started)) {
    throw new FolderLocked(
      `Samsyn körs redan med mappen ${folder} (process ${pid || 'som just startar'}). Stoppa den först, eller välj en annan mapp med SAMSYN_DATA.`,
    )
  }
}

/** An empty lock is one that is being written in this moment – or one that was, when the power went. */
function isJustMade(file: string): boolean {
  try {
    return Date.now() - statSync(file).mtimeMs < BEING_WRITTEN_MS
  } catch {
    return false
  }
}

function readLock(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** Field 22 of /proc/<pid>/stat; `-` on systems without it. */
function startedAt(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '-'
  } catch {
    return '-'
  }
}

function isAlive(pid: number, started: string): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    // Somebody else's process is alive; anything else is no process.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const now = startedAt(pid)
  return now === '-' || started === '-' || now === started
}
