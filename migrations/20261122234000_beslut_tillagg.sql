-- What a body adds in its own words when it approves in part (därutöver anföra): it stands in the extract that goes out with the reply.
alter table sammantraden.beslut add column tillagg text not null default '';
