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
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Trx } from '../db/index.ts'

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

  /** Puts the bytes on disk, synced, and gives their hash. Done before the transaction, so that none waits for a disk. */
  put(bytes: Uint8Array): string {
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const path = this.pathOf(sha256)
    if (!existsSync(path)) {
      mkdirSync(join(this.folder, sha256.slice(0, 2)), { recursive: true, mode: 0o700 })
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
    return sha256
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

/** The row that says a stored file is in use, inside the act's transaction. */
export async function recordFile(trx: Trx, file: { sha256: string; bytes: number }, at: Date): Promise<void> {
  await trx
    .insertInto('platform.file')
    .values({ sha256: file.sha256, bytes: file.bytes, created_at: at })
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .execute()
}
