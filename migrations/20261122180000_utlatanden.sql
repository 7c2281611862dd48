-- A person stands in for another at a body, for a time; tf. and vikarierande are printed after the name.
create table aktorer.ersattare (
  id uuid primary key,
  person_id uuid not null references aktorer.person,
  aktor_id uuid not null references aktorer.aktor,
  substitute_id uuid not null references aktorer.person,
  form text not null check (form in ('tf', 'vikarierande', 'ersattare')),
  valid_from date not null,
  valid_to date not null,
  check (valid_from <= valid_to),
  check (person_id <> substitute_id)
);
create index ersattare_substitute on aktorer.ersattare (substitute_id);
create index ersattare_person on aktorer.ersattare (person_id);

-- The sections of a tjänsteutlåtande in this municipality; without a row the usual ones.
create table handlingar.mall (
  key text primary key,
  label text not null,
  sections jsonb not null,
  version integer not null default 1
);

-- What somebody has typed and not saved: outside the record and the log, seen by nobody else, gone when it is saved.
create table platform.draft (
  person_id uuid not null,
  form text not null,
  fields jsonb not null,
  saved_at timestamptz not null,
  primary key (person_id, form)
);

-- A tjänsteutlåtande in an ärende. Its text stands in the versions; the newest is the one that is worked on.
create table arenden.utlatande (
  id uuid primary key,
  arende_id uuid not null references arenden.arende,
  owner_aktor_id uuid not null references aktorer.aktor,
  author_id uuid not null references aktorer.person,
  label text not null,
  state text not null check (state in ('utkast', 'attest', 'attesterat', 'beslutat', 'expedierat')),
  nr integer not null,
  version integer not null default 1
);
create index utlatande_arende on arenden.utlatande (arende_id);

create table arenden.utlatande_version (
  utlatande_id uuid not null references arenden.utlatande,
  nr integer not null,
  content jsonb not null,
  -- sha256 of the content: what an attest is bound to.
  fingerprint text not null,
  made_by uuid not null references aktorer.person,
  made_at timestamptz not null,
  primary key (utlatande_id, nr)
);

-- Who is asked about a version inside the administration. Comments are kept apart from the record until rensning decides.
create table arenden.samrad (
  id uuid primary key,
  utlatande_id uuid not null references arenden.utlatande,
  nr integer not null,
  person_id uuid not null references aktorer.person,
  due_on date,
  asked_by uuid not null references aktorer.person,
  asked_at timestamptz not null,
  has_objection boolean,
  remark text,
  answered_at timestamptz
);
create index samrad_utlatande on arenden.samrad (utlatande_id);
create index samrad_person on arenden.samrad (person_id) where answered_at is null;

-- The chiefs who attest, in order.
create table arenden.attestant (
  utlatande_id uuid not null references arenden.utlatande,
  ordinal integer not null,
  person_id uuid not null references aktorer.person,
  primary key (utlatande_id, ordinal)
);
create index attestant_person on arenden.attestant (person_id);

-- What was attested or sent back: never changed, also when the text is.
create table arenden.attest (
  id uuid primary key,
  utlatande_id uuid not null references arenden.utlatande,
  ordinal integer not null,
  person_id uuid not null references aktorer.person,
  -- Who pressed the button: the named chief, or the one standing in.
  by_person_id uuid not null references aktorer.person,
  by_name text not null,
  by_title text not null,
  outcome text not null check (outcome in ('attesterad', 'atersand')),
  nr integer not null,
  fingerprint text not null,
  remark text,
  at timestamptz not null
);
create index attest_utlatande on arenden.attest (utlatande_id);

create view arenden.v_utlatande as
  select id, arende_id, owner_aktor_id, author_id, label, state, nr, version from arenden.utlatande;

alter table remiss.remissvar add column utlatande_id uuid references arenden.utlatande;
