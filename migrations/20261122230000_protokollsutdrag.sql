-- What the extract of the minutes says beside the decision itself, as the body's own protocol has it.
alter table sammantraden.beslut add column yrkanden text not null default '';
alter table sammantraden.beslut add column reservationer text not null default '';
alter table sammantraden.beslut add column skickas_till text not null default '';
