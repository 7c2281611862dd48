/** The tables of the platform itself (schema `platform`). `timestamptz` is a Date, `date` a `YYYY-MM-DD` string, `int8` a number. */
export type PlatformTables = {
  'platform.setting': { key: string; value: unknown }
  'platform.migration': { name: string; sha256: string; run_at: Date }
  'platform.session': {
    token_hash: string
    person_id: string
    created_at: Date
    expires_at: Date
  }
  'platform.one_time_link': {
    token_hash: string
    person_id: string
    created_at: Date
    expires_at: Date
    used_at: Date | null
  }
  'platform.receipt': { key: string; person_id: string | null; answer: string; created_at: Date }
  'platform.draft': { person_id: string; form: string; fields: unknown; saved_at: Date }
  'platform.audit_head': { id: number; seq: number; hash: string }
  'platform.audit_entry': AuditRow
  'platform.audit_item': { seq: number; item_kind: string; item_id: string }
  'platform.edge': {
    id: string
    from_kind: string
    from_id: string
    from_version: number | null
    relation: string
    to_kind: string
    to_id: string
    to_version: number | null
    created_at: Date
  }
  'platform.share': { kind: string; id: string; aktor_id: string; shared_at: Date; shared_by: string }
  'platform.file': { sha256: string; bytes: number; created_at: Date }
}

export interface AuditRow {
  seq: number
  at: Date
  actor_id: string | null
  actor_role: string | null
  aktor_id: string | null
  act: string
  item_kind: string
  item_id: string
  item_version: number | null
  /** Canonical JSON; null once destroyed under a gallring rule. */
  payload: string | null
  salt: string | null
  payload_digest: string
  previous_hash: string
  hash: string
}
