create schema sammantraden;

-- The meeting calendar of a body, as far as the planning of a reply needs it.
create table sammantraden.sammantrade (
  id uuid primary key,
  aktor_id uuid not null references aktorer.aktor,
  held_on date not null,
  starts_at text not null check (starts_at ~ '^[0-2][0-9]:[0-5][0-9]$'),
  place text not null,
  manusstopp_on date not null,
  kallelse_on date not null,
  version integer not null default 1,
  unique (aktor_id, held_on, starts_at),
  check (manusstopp_on <= kallelse_on and kallelse_on <= held_on)
);

-- Which statements are to be taken up at a meeting.
create table sammantraden.punkt (
  sammantrade_id uuid not null references sammantraden.sammantrade,
  utlatande_id uuid not null references arenden.utlatande,
  nr integer not null,
  primary key (sammantrade_id, utlatande_id)
);

-- A decision as it was taken, registered from the body's own protocol. kind is how it was decided; only those of a nämnd follow
-- kommunallagen's rules of justering and notice.
create table sammantraden.beslut (
  id uuid primary key,
  aktor_id uuid not null references aktorer.aktor,
  arende_id uuid references arenden.arende,
  kind text not null check (kind in ('namndbeslut', 'delegationsbeslut', 'ordforandebeslut', 'styrelsebeslut', 'gemensamt_svar')),
  state text not null check (state in ('registrerat', 'justerat', 'anslaget')),
  decided_on date not null,
  paragraf text,
  wording text not null,
  -- The wording normalised, confirmed by the person who registered it; null = none of the known.
  formula text,
  decided_by text,
  -- Delegation: the item of the delegation order (KL 6:38). Chair: who gave the task (KL 6:39).
  ground text,
  reason text,
  is_omedelbart_justerat boolean not null default false,
  justerat_on date,
  anslaget_on date,
  reported_at uuid references sammantraden.sammantrade,
  handling_id uuid references handlingar.handling,
  version integer not null default 1,
  check (kind <> 'styrelsebeslut' or (justerat_on is null and anslaget_on is null))
);
create index beslut_aktor on sammantraden.beslut (aktor_id);
create index beslut_arende on sammantraden.beslut (arende_id);

create view sammantraden.v_beslut as
  select id, aktor_id, arende_id, kind, state, decided_on, paragraf, wording, formula, is_omedelbart_justerat, justerat_on, anslaget_on
  from sammantraden.beslut;

alter table remiss.remissvar add column beslut_id uuid references sammantraden.beslut;
alter table remiss.remissvar add column superseded_by uuid references remiss.remissvar;
-- The body decided something else: the administration's point stands in the statement, but not in the reply.
alter table remiss.synpunkt add column is_replaced boolean not null default false;

alter table remiss.remissinstans drop constraint remissinstans_lage_check;
alter table remiss.remissinstans add constraint remissinstans_lage_check check (lage in
  ('tillagd', 'skickad', 'mottagen', 'under_beredning', 'inkommen', 'inkommen_efter_svarstiden', 'avstatt'));
-- Extension: asked for, and answered by the sender. The newest one granted moves the instance's own reply-by date.
create table remiss.anstand (
  id uuid primary key,
  remissinstans_id uuid not null references remiss.remissinstans,
  asked_by uuid,
  asked_at timestamptz not null,
  wanted_on date not null,
  reason text not null,
  outcome text check (outcome in ('beviljat', 'avslaget')),
  granted_to date,
  answered_by uuid,
  answered_at timestamptz,
  note text,
  check ((outcome = 'beviljat') = (granted_to is not null))
);
create index anstand_instans on remiss.anstand (remissinstans_id);
alter table remiss.remissinstans add column anstand_to date;
alter table remiss.remissinstans add column abstained_because text;
-- The sender's word on a reply that came too late.
alter table remiss.remissinstans add column late_note text check (late_note in ('beaktas', 'beaktas_inte'));
