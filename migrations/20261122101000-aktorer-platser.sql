create schema aktorer;

create table aktorer.aktor (
  id uuid primary key,
  kind text not null,
  name text not null,
  short_name text not null,
  prefix text,
  forvaltning text,
  valid_from date not null,
  valid_to date,
  version integer not null default 1
);

create table aktorer.person (
  id uuid primary key,
  name text not null,
  title text not null,
  version integer not null default 1
);

-- A role is always held at a body, between two days.
create table aktorer.uppdrag (
  id uuid primary key,
  person_id uuid not null references aktorer.person,
  aktor_id uuid not null references aktorer.aktor,
  role text not null,
  valid_from date not null,
  valid_to date
);
create index uppdrag_person on aktorer.uppdrag (person_id);
create index uppdrag_aktor on aktorer.uppdrag (aktor_id);

create view aktorer.v_aktor as
  select id, kind, name, short_name, prefix, forvaltning, valid_from, valid_to from aktorer.aktor;
create view aktorer.v_person as
  select id, name, title from aktorer.person;
create view aktorer.v_uppdrag as
  select person_id, aktor_id, role, valid_from, valid_to from aktorer.uppdrag;

create schema platser;

-- Areas belong to a division that is valid for a time; a body covers an area in whole or in part (many to many).
create table platser.omrade (
  id uuid primary key,
  division text not null,
  division_version integer not null,
  name text not null,
  valid_from date not null,
  valid_to date
);

create table platser.tackning (
  omrade_id uuid not null references platser.omrade,
  aktor_id uuid not null references aktorer.aktor,
  coverage double precision not null check (coverage > 0 and coverage <= 1),
  primary key (omrade_id, aktor_id)
);
