-- A list that is read as other columns keeps the answer it had until the new one is whole: what `earlier` says, and its rows,
-- beside which rows answered anew stand under their numbers below zero.
alter table list_exchange
  -- {columns, checkedAt, rows, counts, leftOut} while such a list is waiting or being checked.
  add earlier jsonb,
  -- Rows of sums and remarks, which name no enterprise.
  add left_out int not null default 0,
  add constraint list_exchange_earlier_meanwhile check (earlier is null or state in ('waiting', 'checking')),
  add constraint list_exchange_left_out_counted check (left_out >= 0);
