import { createHash, randomBytes } from 'node:crypto'
import type { AuditRow, Trx } from '../db/index.ts'

/** What an act tells the log. The payload says what was changed; it is canonical JSON under a salted digest. */
export interface AuditEntry {
  at: Date
  /** Null for the system itself (creating the demo). */
  actorId: string | null
  /** The role in which the person acted, and for which body. */
  actorRole: string | null
  aktorId: string | null
  /** `remiss.send` – the same name as in the step table. */
  act: string
  item: { kind: string; id: string; version?: number | null }
  /** The other items that the act changed: their histories show it too. */
  also?: { kind: string; id: string }[]
  payload: Record<string, unknown>
}

export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

/** JSON with sorted keys, so that the same content always has the same digest. */
export function canonicalJson(value: unknown): string {
  if (value === undefined) return 'null'
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (value instanceof Date) return JSON.stringify(value.toISOString())
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const entries = Object.entries(value as Record<string, unknown>)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`
}

/** The digest that the chain holds: it hides the payload even when the payload is guessable, as long as the salt is gone. */
export function payloadDigest(salt: string, payload: string): string {
  return sha256(`${salt}\n${payload}`)
}

/** The hash of one entry: everything but payload and salt, which may be destroyed. */
export function entryHash(row: Omit<AuditRow, 'hash' | 'payload' | 'salt'>): string {
  return sha256(
    canonicalJson([
      row.seq,
      row.at.toISOString(),
      row.actor_id,
      row.actor_role,
      row.aktor_id,
      row.act,
      row.item_kind,
      row.item_id,
      row.item_version,
      row.payload_digest,
      row.previous_hash,
    ]),
  )
}

/**
 * Appends to the chain. An act calls this last: it locks the head, and whoever appends next waits for the commit. Returns the
 * entry's number.
 */
export async function appendAudit(trx: Trx, entry: AuditEntry): Promise<number> {
  const head = await trx
    .selectFrom('platform.audit_head')
    .selectAll()
    .where('id', '=', 1)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const salt = randomBytes(16).toString('hex')
  const payload = canonicalJson(entry.also ? { ...entry.payload, also: entry.also } : entry.payload)
  const row = {
    seq: Number(head.seq) + 1,
    at: entry.at,
    actor_id: entry.actorId,
    actor_role: entry.actorRole,
    aktor_id: entry.aktorId,
    act: entry.act,
    item_kind: entry.item.kind,
    item_id: entry.item.id,
    item_version: entry.item.version ?? null,
    payload_digest: payloadDigest(salt, payload),
    previous_hash: head.hash,
  }
  const hash = entryHash(row)
  await trx
    .insertInto('platform.audit_entry')
    .values({ ...row, payload, salt, hash })
    .execute()
  if (entry.also && entry.also.length > 0) {
    await trx
      .insertInto('platform.audit_item')
      .values(entry.also.map((item) => ({ seq: row.seq, item_kind: item.kind, item_id: item.id })))
      .execute()
  }
  await trx.updateTable('platform.audit_head').set({ seq: row.seq, hash }).where('id', '=', 1).execute()
  return row.seq
}
