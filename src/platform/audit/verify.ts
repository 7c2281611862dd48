import type { AuditRow, Db } from '../db/index.ts'
import { entryHash, payloadDigest } from './chain.ts'
import { type Checkpoint, isSigned } from './checkpoint.ts'

/** What is wrong with the log, in the order of its entries. An empty list means whole. */
export interface LogFault {
  seq: number
  fault:
    | 'gap'
    | 'changed'
    | 'payload-changed'
    | 'broken-link'
    | 'head'
    | 'truncated'
    | 'checkpoint-differs'
    | 'checkpoint-unsigned'
}

const CHUNK = 1000

/** Walks the whole chain in chunks, and holds it against checkpoints when some are given. */
export async function verifyLog(
  db: Db,
  checkpoints: Checkpoint[],
  dataFolder: string,
): Promise<{ entries: number; faults: LogFault[] }> {
  const faults: LogFault[] = []
  // More than one may name the same entry: a log that was cut off and written anew leaves the old and the new one side by side.
  const wanted = new Map<number, Set<string>>()
  for (const { seq, hash } of checkpoints) wanted.set(seq, (wanted.get(seq) ?? new Set()).add(hash))
  let previous = '0'.repeat(64)
  let seq = 0
  for (;;) {
    const rows: AuditRow[] = await db
      .selectFrom('platform.audit_entry')
      .selectAll()
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(CHUNK)
      .execute()
    for (const row of rows) {
      if (row.seq !== seq + 1) faults.push({ seq: seq + 1, fault: 'gap' })
      if (row.previous_hash !== previous) faults.push({ seq: row.seq, fault: 'broken-link' })
      if (entryHash(row) !== row.hash) faults.push({ seq: row.seq, fault: 'changed' })
      const isDestroyed = row.payload === null && row.salt === null
      if (!isDestroyed && payloadDigest(row.salt ?? '', row.payload ?? '') !== row.payload_digest) {
        faults.push({ seq: row.seq, fault: 'payload-changed' })
      }
      const known = [...(wanted.get(row.seq) ?? [])]
      if (known.some((hash) => hash !== row.hash)) faults.push({ seq: row.seq, fault: 'checkpoint-differs' })
      seq = row.seq
      previous = row.hash
    }
    if (rows.length < CHUNK) break
  }
  const head = await db.selectFrom('platform.audit_head').selectAll().where('id', '=', 1).executeTakeFirst()
  if (!head || head.seq !== seq || head.hash !== previous) faults.push({ seq, fault: 'head' })
  for (const checkpoint of checkpoints) {
    if (!isSigned(checkpoint, dataFolder)) faults.push({ seq: checkpoint.seq, fault: 'checkpoint-unsigned' })
    if (checkpoint.seq > seq) faults.push({ seq: checkpoint.seq, fault: 'truncated' })
  }
  return { entries: seq, faults }
}
