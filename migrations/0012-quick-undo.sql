-- Taking back a large file removes the enterprises that it brought. A dozen tables refer to enterprises, and each row removed
-- asks each of them whether it does: a tenth of a millisecond a row. Many rows are removed without being asked about, and the
-- references are checked once, as sets, before it is done. Only the owner may do that, hence the function.

-- Removes enterprises that nothing refers to. Only for the system, from whom no row that refers to one is hidden.
-- @returns how many; fails as a delete would when something does refer to one
create function remove_enterprises(gone bigint[]) returns bigint
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  many constant int := 2000;
  tries constant int := 10;
  part record;
  removed bigint;
  dropped jsonb := '[]';
begin
  if current_setting('yijian.system', true) is distinct from 'on' then
    raise insufficient_privilege using message = 'only the system removes enterprises';
  end if;
  for attempt in 1..tries loop
    exit when cardinality(gone) < many or dropped <> '[]';
    begin
      for part in
        select 'enterprise'::regclass as rel union select conrelid::regclass from pg_constraint
        where contype = 'f' and confrelid = 'enterprise'::regclass
      loop
        execute format('lock table %s in access exclusive mode nowait', part.rel);
      end loop;
      for part in
        select conname, conrelid::regclass as rel, pg_get_constraintdef(oid) as definition from pg_constraint
        where contype = 'f' and confrelid = 'enterprise'::regclass and conparentid = 0
      loop
        dropped := dropped || jsonb_build_object('name', part.conname, 'rel', part.rel, 'definition', part.definition);
        execute format('alter table %s drop constraint %I', part.rel, part.conname);
      end loop;
    exception when lock_not_available then
      -- Somebody is using one of them: nobody is made to wait; at last the rows are asked about one by one.
      dropped := '[]';
      perform pg_sleep(0.3);
    end;
  end loop;
  -- What goes with an enterprise, where its reference would have taken it along.
  if dropped <> '[]' then
    for part in
      select one->>'rel' as rel, substring(one->>'definition' from 'FOREIGN KEY \(([^)]*)\)') as col from jsonb_array_elements(dropped) as one
      where one->>'definition' like '%ON DELETE CASCADE%'
    loop
      execute format('delete from %s where %s = any ($1)', part.rel, part.col) using gone;
    end loop;
  end if;
  delete from enterprise where id = any (gone);
  get diagnostics removed = row_count;
  for part in select one->>'name' as name, one->>'rel' as rel, one->>'definition' as definition from jsonb_array_elements(dropped) as one loop
    execute format('alter table %s add constraint %I %s', part.rel, part.name, part.definition);
  end loop;
  return removed;
end $$;
