create schema handlingar;

-- state: arbetsmaterial, inkommen, upprattad, expedierad (the last three are allmän handling). received_on is the day it
-- reached the authority (FL 22 §), never the day somebody opened it.
create table handlingar.handling (
  id uuid primary key,
  owner_aktor_id uuid not null references aktorer.aktor,
  kind text not null,
  title text not null,
  direction text not null check (direction in ('in', 'ut', 'intern')),
  state text not null check (state in ('arbetsmaterial', 'inkommen', 'upprattad', 'expedierad')),
  state_on date not null,
  received_on date,
  sender text,
  recipient text,
  file_sha256 text references platform.file,
  file_name text,
  media_type text,
  on_paper boolean not null default false,
  -- Why a machine could not read it, or null; the original is kept in any case.
  unreadable text,
  has_personnummer boolean not null default false,
  sekretess_provision text,
  sekretess_on date,
  created_at timestamptz not null,
  version integer not null default 1
);

-- What a reader found in a document, and what a person made of it.
create table handlingar.lasning (
  handling_id uuid primary key references handlingar.handling,
  text text not null,
  encoding text not null,
  fields jsonb not null,
  confirmed jsonb,
  confirmed_by uuid,
  confirmed_at timestamptz,
  version integer not null default 1
);

create view handlingar.v_handling as
  select id, owner_aktor_id, kind, title, direction, state, state_on, received_on, sender, recipient, file_sha256, file_name,
         on_paper, unreadable, has_personnummer, created_at, version
  from handlingar.handling;

create view handlingar.v_lasning as select handling_id, confirmed_at from handlingar.lasning;

create schema arenden;

create table arenden.arende (
  id uuid primary key,
  owner_aktor_id uuid not null references aktorer.aktor,
  -- Entered, not issued: the municipality's own diary gives the number.
  diarienummer text,
  diarienummer_key text,
  title text not null,
  counterpart text not null,
  counterpart_diarienummer text,
  opened_on date not null,
  handlaggare_id uuid references aktorer.person,
  state text not null check (state in ('oppet', 'avslutat')),
  version integer not null default 1
);
create unique index arende_diarienummer on arenden.arende (owner_aktor_id, diarienummer_key) where diarienummer_key is not null;

create table arenden.arende_handling (
  arende_id uuid not null references arenden.arende,
  handling_id uuid not null references handlingar.handling,
  nr integer not null,
  primary key (arende_id, handling_id),
  unique (arende_id, nr)
);

create view arenden.v_arende as
  select id, owner_aktor_id, diarienummer, title, counterpart, counterpart_diarienummer, opened_on, handlaggare_id, state, version
  from arenden.arende;
