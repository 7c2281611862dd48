-- A meeting that was called off no longer holds its time: another may be entered then, also the same one once more after a mistake.
alter table sammantraden.sammantrade drop constraint sammantrade_aktor_id_held_on_starts_at_key;
create unique index sammantrade_once on sammantraden.sammantrade (aktor_id, held_on, starts_at) where cancelled_on is null;
