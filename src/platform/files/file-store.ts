import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { Trx } from '../db/index.ts'

/** Longer than any transaction between `put` and its row takes. */
const SETTLED_MS = 15 * 60_000

/**
 * Originals lie in a folder under the hash of their content: the same file twice is stored once, and a stored file cannot be
 * changed without its name telling. The file is safely on disk before the row that points at it is committed; a file without a
 * row (the process died in between) does no harm.
 */
export class FileStore {
  constructor(private readonly folder: string) {}

  private pathOf(sha256: string): string {
    return join(this.folder, sha256.slice(0, 2), sha256)
  }

  /**
   * Puts the bytes on disk and gives their hash. When it returns, a power cut takes neither the bytes nor the name that they lie
   * under: the file is synced, and then each folder that has got a new entry. Done before the transaction, so that none waits for a
   * disk.
   */
  put(bytes: Uint8Array): string {
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const path = this.pathOf(sha256)
    const folder = join(this.folder, sha256.slice(0, 2))
    if (!existsSync(path)) {
      const firstMade = mkdirSync(folder, { recursive: true, mode: 0o700 })
      if (firstMade !== undefined) syncBetween(firstMade, folder)
      const temporary = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`
      try {
        const file = openSync(temporary, 'wx', 0o600)
        try {
          writeFileSync(file, bytes)
          fsyncSync(file)
        } finally {
          closeSync(file)
        }
        renameSync(temporary, path)
      } finally {
        // Still there only when the disk is full or has failed.
        rmSync(temporary, { force: true })
      }
    }
    // Seen by `remove`: somebody is about to use these bytes again.
    else utimesSync(path, new Date(), new Date())
    // Also when the file was there: whoever put it may have died between the name and this line.
    syncFolder(folder)
    return sha256
  }

  /**
   * Takes the bytes of a destroyed document away. False while somebody who has just put the same bytes may still be about to commit the
   * row that points at them; it is tried again later.
   */
  remove(sha256: string): boolean {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a content hash')
    const path = this.pathOf(sha256)
    if (!existsSync(path)) return true
    if (Date.now() - statSync(path).mtimeMs < SETTLED_MS) return false
    rmSync(path)
    syncFolder(dirname(path))
    return true
  }

  /** The bytes as they were received. Throws when they no longer have the hash that they were stored under. */
  read(sha256: string): Uint8Array {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a content hash')
    const bytes = readFileSync(this.pathOf(sha256))
    if (createHash('sha256').update(bytes).digest('hex') !== sha256)
      throw new Error(`file ${sha256} has been changed on disk`)
    return bytes
  }
}

/** The folders above those that were made just now, from the innermost to the one that was there before. */
function syncBetween(firstMade: string, innermost: string): void {
  for (let folder = innermost; folder.length >= firstMade.length; folder = dirname(folder)) syncFolder(dirname(folder))
}

/** A name in a folder is safe when the folder is synced. Windows cannot open a folder for it, and writes names at once. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** The row that says a stored file is in use, inside the act's transaction. */
export async function recordFile(trx: Trx, file: { sha256: string; bytes: number }, at: Date): Promise<void> {
  await trx
    .insertInto('platform.file')
    .values({ sha256: file.sha256, bytes: file.bytes, created_at: at })
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .execute()
}
