-- A body has a calendar address too: its meetings and its reply-by dates. The same table and the same rule as for a person: one secret
-- address each, of which only the hash is kept.
alter table aktorer.calendar_feed drop constraint calendar_feed_pkey;
alter table aktorer.calendar_feed
  alter column person_id drop not null,
  add column aktor_id uuid unique references aktorer.aktor,
  add constraint calendar_feed_person unique (person_id),
  add check ((person_id is null) <> (aktor_id is null));

-- A meeting that was called off is kept: whoever has it in a calendar is told that it will not be held.
alter table sammantraden.sammantrade add column cancelled_on date;
