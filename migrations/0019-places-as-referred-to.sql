-- A first load asks of every row whether its place exists, a tenth of the time that it takes. References are checked at
-- once instead when they are dropped before and made again after, but that locks the table they point to, and everybody
-- reads `division`. So enterprises refer to the ids of places in a table of their own, which nobody reads.

create table place_key (
  id int primary key references division (id) on delete cascade
);
insert into place_key (id) select id from division;

create function note_place_key() returns trigger language plpgsql as $$
begin
  insert into place_key (id) values (new.id);
  return null;
end $$;
create trigger division_is_referred_to after insert on division for each row execute function note_place_key();

alter table enterprise drop constraint enterprise_place_id_fkey,
  add constraint enterprise_place_id_fkey foreign key (place_id) references place_key (id);

-- As before, and references to places with it.
create or replace function set_indexes_aside() returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  dropped record;
begin
  lock table enterprise, enterprise_contact, registry_batch, place_key in access exclusive mode nowait;
  if exists (select from enterprise) then
    raise lock_not_available;
  end if;
  for dropped in
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as how,
      format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as definition, 1 as place
    from pg_constraint
    -- References to other tables stay: to drop one would keep every reader of that table waiting.
    where contype = 'f' and conrelid in ('enterprise'::regclass, 'enterprise_contact'::regclass)
      and confrelid in ('enterprise'::regclass, 'registry_batch'::regclass, 'place_key'::regclass)
    union all
    select format('alter table %s drop constraint %I', conrelid::regclass, conname),
      format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)), 2
    from pg_constraint where contype = 'u' and conrelid in ('enterprise'::regclass, 'enterprise_contact'::regclass)
    union all
    select format('drop index %s', indexrelid::regclass), pg_get_indexdef(indexrelid), 0
    from pg_index
    where indrelid in ('enterprise'::regclass, 'enterprise_contact'::regclass) and not indisunique and not indisprimary
    order by place desc, 2
  loop
    execute dropped.how;
    insert into registry_staging.first_load (definition) values (dropped.definition);
  end loop;
  return true;
exception when lock_not_available then
  return false;
end $$;
