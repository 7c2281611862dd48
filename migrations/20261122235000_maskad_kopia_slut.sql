-- A masked copy was made against the mark of its day. With a new mark it is no longer given out; it is kept, since it may have been.
alter table handlingar.maskad_kopia add column ended_at timestamptz;
