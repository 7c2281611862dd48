import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

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
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(file, mine, { flag: 'wx', mode: 0o600 })
      return () => {
        if (readLock(file) === mine) rmSync(file, { force: true })
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const [pid, started] = readLock(file).trim().split(' ')
      if (isAlive(Number(pid), started ?? '')) {
        throw new FolderLocked(
          `Samsyn körs redan med mappen ${folder} (process ${pid}). Stoppa den först, eller välj en annan mapp med SAMSYN_DATA.`,
        )
      }
      rmSync(file, { force: true })
    }
  }
  throw new FolderLocked(`Mappen ${folder} kunde inte låsas.`)
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
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  const now = startedAt(pid)
  return now === '-' || started === '-' || now === started
}
