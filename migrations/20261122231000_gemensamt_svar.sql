-- A joint reply stands for other bodies too that were asked in the same remiss. Their own läge is not touched: it says what they have done
-- themselves, so that one of them can still answer on its own. That a joint reply stands for them is read from here once it is sent.
create table remiss.gemensamt_svar (
  remissvar_id uuid not null references remiss.remissvar,
  remissinstans_id uuid not null references remiss.remissinstans,
  primary key (remissvar_id, remissinstans_id)
);
create index gemensamt_svar_instans on remiss.gemensamt_svar (remissinstans_id);
