create schema trygghetsprogram;

create table trygghetsprogram.program (
  id uuid primary key,
  owner_aktor_id uuid not null references aktorer.aktor,
  name text not null,
  created_at timestamptz not null
);

-- status: utkast, remitterad, gallande, ersatt. Only an utkast can be edited (METHOD-X.1).
create table trygghetsprogram.program_version (
  id uuid primary key,
  program_id uuid not null references trygghetsprogram.program,
  nr integer not null,
  title text not null,
  period_from date not null,
  period_to date not null,
  status text not null check (status in ('utkast', 'remitterad', 'gallande', 'ersatt')),
  status_on date not null,
  version integer not null default 1,
  unique (program_id, nr)
);
create unique index one_gallande on trygghetsprogram.program_version (program_id) where status = 'gallande';

-- id is stable through the versions of a programme; the row is the chapter as it reads in one version.
create table trygghetsprogram.avsnitt (
  program_version_id uuid not null references trygghetsprogram.program_version,
  id uuid not null,
  ordinal integer not null,
  number text not null,
  title text not null,
  fokusomrade text,
  primary key (program_version_id, id)
);

create table trygghetsprogram.passage (
  program_version_id uuid not null references trygghetsprogram.program_version,
  id uuid not null,
  avsnitt_id uuid not null,
  ordinal integer not null,
  number text not null,
  kind text not null check (kind in ('text', 'ansvar', 'exempel')),
  blocks jsonb not null,
  version integer not null default 1,
  primary key (program_version_id, id),
  foreign key (program_version_id, avsnitt_id) references trygghetsprogram.avsnitt (program_version_id, id)
);
create index passage_id on trygghetsprogram.passage (id);

create view trygghetsprogram.v_program_version as
  select v.id, v.program_id, v.nr, v.title, v.status, v.status_on, v.period_from, v.period_to, p.owner_aktor_id
  from trygghetsprogram.program_version v join trygghetsprogram.program p on p.id = v.program_id;

create schema remiss;

create table remiss.remiss (
  id uuid primary key,
  owner_aktor_id uuid not null references aktorer.aktor,
  program_version_id uuid not null references trygghetsprogram.program_version,
  arende_id uuid not null references arenden.arende,
  title text not null,
  missiv text not null default '',
  svar_senast date,
  status text not null check (status in ('utkast', 'skickad', 'avslutad')),
  sent_at timestamptz,
  closed_at timestamptz,
  closing_reason text,
  version integer not null default 1
);

-- What the opinion should cover (FL 26 §): a question about the whole, or about one chapter of the text.
create table remiss.fraga (
  id uuid primary key,
  remiss_id uuid not null references remiss.remiss,
  ordinal integer not null,
  text text not null,
  avsnitt_id uuid
);

-- One row per body that is asked. lage is the state of its reply, see src/remiss/model/svar-steps.ts.
create table remiss.remissinstans (
  id uuid primary key,
  remiss_id uuid not null references remiss.remiss,
  aktor_id uuid not null references aktorer.aktor,
  lage text not null check (lage in ('tillagd', 'skickad', 'mottagen', 'under_beredning', 'inkommen', 'inkommen_efter_svarstiden')),
  arende_id uuid references arenden.arende,
  received_on date,
  handlaggare_id uuid references aktorer.person,
  version integer not null default 1,
  unique (remiss_id, aktor_id)
);
create index remissinstans_aktor on remiss.remissinstans (aktor_id);

create table remiss.remissvar (
  id uuid primary key,
  remissinstans_id uuid not null references remiss.remissinstans,
  form text not null check (form in ('namndbeslut', 'kontorsyttrande', 'delegationsbeslut', 'ordforandebeslut', 'styrelsebeslut', 'gemensamt_svar', 'externt_yttrande')),
  sammanfattning text not null default '',
  decided_on date,
  paragraf text,
  handling_id uuid references handlingar.handling,
  is_sent boolean not null default false,
  received_on date,
  registered_by_sender boolean not null default false,
  version integer not null default 1
);

create index remissvar_instans on remiss.remissvar (remissinstans_id);

create table remiss.synpunkt (
  id uuid primary key,
  remissvar_id uuid not null references remiss.remissvar,
  ordinal integer not null,
  kinds text[] not null,
  text text not null,
  source text not null check (source in ('forvaltningen', 'namnden', 'minoritet')),
  anchor_type text not null check (anchor_type in ('passage', 'avsnitt', 'helheten', 'saknas')),
  passage_id uuid,
  avsnitt_id uuid,
  quote text,
  quote_start integer,
  quote_end integer,
  proposed_place text,
  version integer not null default 1,
  check (anchor_type <> 'passage' or passage_id is not null),
  check (anchor_type <> 'avsnitt' or avsnitt_id is not null),
  check ((quote is null) = (quote_start is null) and (quote is null) = (quote_end is null))
);
create index synpunkt_remissvar on remiss.synpunkt (remissvar_id);
create index synpunkt_passage on remiss.synpunkt (passage_id);
