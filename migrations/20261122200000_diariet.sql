-- The diary's own work: sekretess marks, when arbetsmaterial becomes an allmän handling, rensning at closing, and requests for
-- allmänna handlingar.

-- A mark is a warning and no decision. What it hides stands hidden in the public rendering of the register only (OSL 5 kap. 2 §).
alter table handlingar.handling
  add column sekretess_masks_title boolean not null default false,
  add column sekretess_masks_party boolean not null default false,
  -- Why an upprättad handling is one: adjusted, or its ärende was finished. Null for those made before this was asked.
  add column ground text check (ground in ('justerad', 'slutbehandlat')),
  add check ((sekretess_provision is null) = (sekretess_on is null));

-- The last number given, so that a number whose handling was destroyed is never given again.
alter table arenden.arende
  add column closed_on date,
  add column last_nr integer not null default 0;
update arenden.arende a set last_nr = coalesce(
  (select max(h.nr) from arenden.arende_handling h where h.arende_id = a.id), 0);

-- A version whose content was destroyed keeps who wrote and when: nobody attests their own text, whatever has been destroyed.
alter table arenden.utlatande_version
  alter column content drop not null,
  add column rensad_on date,
  add column allman_on date,
  add check (content is not null or rensad_on is not null);
alter table arenden.samrad add column allman_on date;

-- Somebody asks for an allmän handling. Who it is nobody needs to say, so nothing here may demand it.
create table arenden.begaran (
  id uuid primary key,
  owner_aktor_id uuid not null references aktorer.aktor,
  state text not null check (state in ('inkommen', 'provning', 'utlamnad', 'delvis', 'avslagen')),
  received_on date not null,
  channel text not null check (channel in ('epost', 'brev', 'telefon', 'besok', 'annat')),
  requester text,
  wanted text not null,
  reason text,
  -- The decision that can be appealed, and its day.
  beslut text,
  beslut_on date,
  answered_on date,
  registered_by uuid not null references aktorer.person,
  version integer not null default 1,
  check ((beslut is null) = (beslut_on is null)),
  check (state <> 'avslagen' or beslut is not null)
);
create index begaran_owner on arenden.begaran (owner_aktor_id);

-- What was found, and how each was judged. The masked copy is a file of its own; the original is never touched.
create table arenden.begaran_handling (
  begaran_id uuid not null references arenden.begaran,
  handling_id uuid not null references handlingar.handling,
  outcome text check (outcome in ('hel', 'maskad', 'vagrad')),
  note text,
  copy_sha256 text references platform.file,
  copy_name text,
  primary key (begaran_id, handling_id),
  check ((outcome = 'maskad') = (copy_sha256 is not null) or outcome is null)
);

-- Files that nothing points at any more after a rensning; their bytes are removed as soon as nobody can be about to use them again.
create table platform.file_removal (
  sha256 text primary key,
  since timestamptz not null
);
