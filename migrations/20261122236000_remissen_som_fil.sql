-- The remiss as it went out, letter and proposal in one file: the same in the sender's ärende and in every instance's.
create table remiss.utskickad_fil (
  remiss_id uuid primary key references remiss.remiss,
  sha256 text not null references platform.file,
  name text not null
);
