-- What waits for a street is shown by building, the largest first, which counting half of a million rows takes a second for.
-- The counts are kept: whoever moves an enterprise into, out of or within a pool writes a line, which waits for nobody, and
-- a job adds the lines up. Counts and lines together are the pool as of any snapshot; see server/src/places/settle-pool.ts.

create table pool_group (
  -- The pool's county or city.
  place_id int not null references division (id),
  -- Empty where addresses name none.
  building_key text not null,
  -- The district that addresses in the city's pool name, as it is written there; empty where they name none.
  district text not null,
  enterprises int not null,
  constraint pool_group_pkey primary key (place_id, building_key, district),
  constraint pool_group_not_negative check (enterprises >= 0)
);
-- In the order in which they are shown.
create index pool_group_largest on pool_group ((building_key = ''), (-enterprises), building_key, place_id, district);

-- The sums of these, which would take as long as there are buildings.
create table pool_total (
  place_id int not null references division (id),
  district text not null,
  enterprises int not null,
  constraint pool_total_pkey primary key (place_id, district),
  constraint pool_total_not_negative check (enterprises >= 0)
);

-- Not added up yet.
create table pool_change (
  place_id int not null,
  building_key text not null,
  district text not null,
  change int not null
);

-- As long as this holds a row the counts do not hold, and the pool is counted afresh by whoever asks.
create table pool_recount (asked_at timestamptz not null default now());
insert into pool_recount (asked_at) select now() where exists (select from enterprise);

-- 西湖 of 西湖区: how addresses name a district.
create function district_stem(name text) returns text language sql immutable as $$ select regexp_replace(name, '[区县市]$', '') $$;

-- What finds, in an address, any district there ever was.
create function district_pattern() returns text language sql stable as $$
  select '(' || string_agg(distinct district_stem(name), '|') || ')' from division where tier = 'county'
$$;

create function note_pool_change() returns trigger language plpgsql as $$
declare
  -- Asked for once in a transaction.
  districts text := nullif(current_setting('yijian.districts', true), '');
begin
  if districts is null then
    districts := set_config('yijian.districts', district_pattern(), true);
  end if;
  if tg_op <> 'INSERT' and old.place_how in ('district_pool', 'city_pool') then
    insert into pool_change (place_id, building_key, district, change)
    values (old.place_id, coalesce(old.building_key, ''), coalesce(case when old.place_how = 'city_pool'
      then substring(coalesce(old.operating_address, old.address) from districts) end, ''), -1);
  end if;
  if tg_op <> 'DELETE' and new.place_how in ('district_pool', 'city_pool') then
    insert into pool_change (place_id, building_key, district, change)
    values (new.place_id, coalesce(new.building_key, ''), coalesce(case when new.place_how = 'city_pool'
      then substring(coalesce(new.operating_address, new.address) from districts) end, ''), 1);
  end if;
  return null;
end $$;

create trigger enterprise_enters_pool after insert on enterprise for each row
  when (new.place_how in ('district_pool', 'city_pool')) execute function note_pool_change();
create trigger enterprise_leaves_register after delete on enterprise for each row
  when (old.place_how in ('district_pool', 'city_pool')) execute function note_pool_change();
create trigger enterprise_moves_pool after update of place_id, place_how, building_key, operating_address, address on enterprise for each row
  when ((old.place_how in ('district_pool', 'city_pool') or new.place_how in ('district_pool', 'city_pool'))
    and (old.place_id, old.place_how, old.building_key, coalesce(old.operating_address, old.address))
      is distinct from (new.place_id, new.place_how, new.building_key, coalesce(new.operating_address, new.address)))
  execute function note_pool_change();

-- What addresses name as a district follows from the divisions: where those change, the counts do not hold.
create function ask_pool_recount() returns trigger language plpgsql as $$
begin
  insert into pool_recount default values;
  return null;
end $$;
create trigger division_changes_pools after insert or update or delete on division for each statement execute function ask_pool_recount();

-- A first load notes nothing row by row: it asks for a count.
alter function begin_first_load() rename to set_indexes_aside;
alter function end_first_load() rename to build_indexes_again;

create function begin_first_load() returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if not set_indexes_aside() then
    return false;
  end if;
  alter table enterprise disable trigger enterprise_enters_pool;
  return true;
end $$;

create function end_first_load() returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform build_indexes_again();
  alter table enterprise enable trigger enterprise_enters_pool;
  insert into pool_recount default values;
end $$;

-- What nothing will come of stands at the end of the order by score, behind a million others. The index of vanished ones,
-- as small, takes its place among those that a first load builds. 依据: DOMAIN §8.1
drop index enterprise_vanished;
create index enterprise_set_aside on enterprise (standard_score, id)
  include (place_id, status_class, nature, vanished_batch_id)
  where status_class in ('liquidation', 'revoked', 'gone', 'moved') or nature = 'public' or vanished_batch_id is not null;
