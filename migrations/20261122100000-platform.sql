-- What every slice rests on: settings, sessions, the log of acts, the threads' edges, explicit sharing and received files.
create table platform.setting (
  key text primary key,
  value jsonb not null
);

create table platform.session (
  token_hash text primary key,
  person_id uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);

create table platform.one_time_link (
  token_hash text primary key,
  person_id uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

-- One row per form that has been carried out: the same form sent twice gives the first answer again.
create table platform.receipt (
  key uuid primary key,
  person_id uuid,
  answer text not null,
  created_at timestamptz not null
);

create table platform.audit_head (
  id integer primary key check (id = 1),
  seq bigint not null,
  hash text not null
);
insert into platform.audit_head (id, seq, hash) values (1, 0, repeat('0', 64));

-- The hash covers the digest of (salt, payload), not the payload itself: gallring can destroy both and the chain still verifies.
create table platform.audit_entry (
  seq bigint primary key,
  at timestamptz not null,
  actor_id uuid,
  actor_role text,
  aktor_id uuid,
  act text not null,
  item_kind text not null,
  item_id uuid not null,
  item_version integer,
  payload text,
  salt text,
  payload_digest text not null,
  previous_hash text not null,
  hash text not null
);
create index audit_entry_item on platform.audit_entry (item_kind, item_id);

-- The other items that an act changed; they stand in the entry's payload too, which the chain covers.
create table platform.audit_item (
  seq bigint not null references platform.audit_entry,
  item_kind text not null,
  item_id uuid not null,
  primary key (item_kind, item_id, seq)
);

create table platform.edge (
  id uuid primary key,
  from_kind text not null,
  from_id uuid not null,
  from_version integer,
  relation text not null,
  to_kind text not null,
  to_id uuid not null,
  to_version integer,
  created_at timestamptz not null,
  unique (from_kind, from_id, relation, to_kind, to_id)
);
create index edge_to on platform.edge (to_kind, to_id);

create table platform.share (
  kind text not null,
  id uuid not null,
  aktor_id uuid not null,
  shared_at timestamptz not null,
  shared_by uuid not null,
  primary key (kind, id, aktor_id)
);

create table platform.file (
  sha256 text primary key,
  bytes bigint not null,
  created_at timestamptz not null
);
