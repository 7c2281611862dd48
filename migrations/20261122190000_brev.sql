-- Mail that an act has queued. It leaves the house later, outside every transaction (src/platform/mail/).
create table platform.mail (
  id uuid primary key,
  -- What it is about and for whom: the same thing is never queued twice.
  dedupe_key text not null unique,
  to_address text not null,
  subject text not null,
  body text not null,
  -- The one link, as a path; the address before it is the one of the day when it is sent.
  path text not null,
  -- The end of a personal link. Taken away as soon as the mail has left, or never will.
  secret text,
  calendar text,
  created_at timestamptz not null,
  -- When it was put in the queue, the last time.
  queued_at timestamptz not null,
  state text not null default 'koad' check (state in ('koad', 'skickad', 'misslyckad')),
  attempts integer not null default 0,
  first_tried_at timestamptz,
  next_try_at timestamptz not null,
  -- Held by a process that is sending it just now.
  lease_until timestamptz,
  sent_at timestamptz,
  last_error text,
  version integer not null default 1
);
create index mail_due on platform.mail (next_try_at) where state = 'koad';
create index mail_created on platform.mail (created_at);

-- When a job ran last, and which process has it now.
create table platform.job (
  name text primary key,
  last_run_at timestamptz,
  lease_until timestamptz,
  last_error text
);

-- Professional addresses only.
alter table aktorer.aktor add column email text;
alter table aktorer.person add column email text;
alter table aktorer.person add column phone text;
alter table aktorer.person add column notices text not null default 'genast'
  check (notices in ('genast', 'dagligen', 'paminnelser'));

-- What waits for the digest of somebody who wants one mail a day.
create table aktorer.digest_line (
  id uuid primary key,
  person_id uuid not null references aktorer.person,
  dedupe_key text not null unique,
  subject text not null,
  created_at timestamptz not null,
  mailed_at timestamptz
);
create index digest_line_waiting on aktorer.digest_line (person_id) where mailed_at is null;

-- The secret address of a person's calendar; only its hash is kept.
create table aktorer.calendar_feed (
  person_id uuid primary key references aktorer.person,
  token_hash text not null unique,
  made_at timestamptz not null
);

-- A personal link by which an instance without accounts answers; only its hash is kept. draft: what has been typed and not sent.
create table remiss.svarslank (
  id uuid primary key,
  remissinstans_id uuid not null references remiss.remissinstans,
  token_hash text not null unique,
  made_by uuid not null references aktorer.person,
  made_at timestamptz not null,
  valid_to date not null,
  revoked_at timestamptz,
  used_at timestamptz,
  sent_to text,
  draft jsonb
);
create index svarslank_instans on remiss.svarslank (remissinstans_id);
alter table remiss.remissvar add column svarslank_id uuid references remiss.svarslank;

-- A file that a form asks its sender about before it is registered. Whole and for a day only.
create table platform.pending_file (
  id uuid primary key,
  person_id uuid not null,
  name text not null,
  content text not null,
  created_at timestamptz not null
);
