-- The diary once more: a handling can have a masked copy of its own,
-- an extract of minutes says why it is an allmän handling, and a decision remembers that nobody had attested its text.

-- What is given out of a handling that may hold something secret. The original is never touched; a later copy takes the place of an
-- earlier, which is kept, since it may have been given out.
create table handlingar.maskad_kopia (
  handling_id uuid not null references handlingar.handling,
  nr integer not null,
  sha256 text not null references platform.file,
  name text not null,
  made_by uuid not null references aktorer.person,
  made_by_name text not null,
  made_at timestamptz not null,
  primary key (handling_id, nr)
);

-- TF 2 kap. 10 §: minutes are drawn up when adjusted, at omedelbar justering the same day; what has no justering when it is finished.
alter table handlingar.handling drop constraint if exists handling_ground_check;
alter table handlingar.handling
  add constraint handling_ground_check check (ground in ('justerad', 'slutbehandlat', 'omedelbart_justerad', 'fardigstalld'));

-- A body may decide on a text that nobody has attested; that it did is shown with the decision.
alter table sammantraden.beslut add column is_unattested boolean not null default false;

-- The other party of one's own remiss is whom it goes to, not what it is about (OSL 5 kap. 2 §).
update arenden.arende a set counterpart = 'Flera remissinstanser'
  from remiss.remiss r join trygghetsprogram.program_version v on v.id = r.program_version_id
  where r.arende_id = a.id and a.counterpart = v.title;

-- Drafts are sought by age.
create index draft_saved on platform.draft (saved_at);


-- What has been uploaded by way of a reply link, also what was replaced: cleared away some time after the link has ended, unless it was
-- sent and is a handling.
create table remiss.svarslank_fil (
  svarslank_id uuid not null references remiss.svarslank,
  sha256 text not null,
  put_at timestamptz not null,
  primary key (svarslank_id, sha256)
);
insert into remiss.svarslank_fil (svarslank_id, sha256, put_at)
  select id, draft -> 'file' ->> 'sha256', made_at from remiss.svarslank where draft -> 'file' ->> 'sha256' is not null;
