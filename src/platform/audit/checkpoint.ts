import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import { appendFileSync, chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Db } from '../db/index.ts'

/**
 * A chain alone does not show that its end was cut off. A checkpoint is the head at a moment, signed with the
 * installation's key; a copy of the file `checkpoints.jsonl` kept on another machine proves what the log once held.
 */
export interface Checkpoint {
  seq: number
  hash: string
  at: string
  signature: string
}

function keyFiles(dataFolder: string): { privateKey: string; publicKey: string } {
  return { privateKey: join(dataFolder, 'log-key.pem'), publicKey: join(dataFolder, 'log-key.pub.pem') }
}

function message(checkpoint: Omit<Checkpoint, 'signature'>): Buffer {
  return Buffer.from(`samsyn-checkpoint\n${checkpoint.seq}\n${checkpoint.hash}\n${checkpoint.at}`)
}

/** Makes the key pair at the first call (Ed25519; private key readable by the owner only). */
export function ensureLogKey(dataFolder: string): void {
  const files = keyFiles(dataFolder)
  if (existsSync(files.privateKey)) return
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const pair = generateKeyPairSync('ed25519')
  writeFileSync(files.privateKey, pair.privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  chmodSync(files.privateKey, 0o600)
  writeFileSync(files.publicKey, pair.publicKey.export({ type: 'spki', format: 'pem' }))
}

/** Signs the head as it is now and appends it to `checkpoints.jsonl` in the data folder. An unchanged head is not written again. */
export async function writeCheckpoint(db: Db, dataFolder: string, at: Date): Promise<Checkpoint> {
  ensureLogKey(dataFolder)
  const head = await db.selectFrom('platform.audit_head').selectAll().where('id', '=', 1).executeTakeFirstOrThrow()
  const file = join(dataFolder, 'checkpoints.jsonl')
  const last = lastCheckpoint(file)
  if (last && last.seq === head.seq && last.hash === head.hash) return last
  const unsigned = { seq: head.seq, hash: head.hash, at: at.toISOString() }
  const key = createPrivateKey(readFileSync(keyFiles(dataFolder).privateKey))
  const checkpoint = { ...unsigned, signature: sign(null, message(unsigned), key).toString('base64') }
  appendFileSync(file, `${isTorn(file) ? '\n' : ''}${JSON.stringify(checkpoint)}\n`, { mode: 0o600 })
  return checkpoint
}

/** A power cut can leave half a line. `verify-log` names it, but it must not keep new checkpoints from being written. */
function lastCheckpoint(file: string): Checkpoint | undefined {
  try {
    return readCheckpoints(file).at(-1)
  } catch {
    return undefined
  }
}

function isTorn(file: string): boolean {
  return existsSync(file) && !/(?:^|\n)$/.test(readFileSync(file, 'utf8'))
}

/** Reads a file of checkpoints; a line that is no checkpoint is an error with its number. */
export function readCheckpoints(file: string): Checkpoint[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) => {
      if (line.trim() === '') return []
      try {
        const value = JSON.parse(line) as Checkpoint
        const isText = typeof value.at === 'string' && typeof value.signature === 'string'
        if (Number.isInteger(value.seq) && /^[0-9a-f]{64}$/.test(value.hash) && isText) return [value]
      } catch {
        // falls through to the error with the line number
      }
      throw new Error(`Rad ${index + 1} i ${file} är ingen kontrollpunkt.`)
    })
}

/** True when the signature was made with this installation's key. */
export function isSigned(checkpoint: Checkpoint, dataFolder: string): boolean {
  const file = keyFiles(dataFolder).publicKey
  if (!existsSync(file)) return false
  return verify(
    null,
    message(checkpoint),
    createPublicKey(readFileSync(file)),
    Buffer.from(checkpoint.signature, 'base64'),
  )
}
