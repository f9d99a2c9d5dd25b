-- A first load fills an empty register: its search indexes are built and its references checked once, at the end, which
-- takes a third of the time that row by row does. Until the load commits, readers of the register wait. Only the owner
-- may do that, hence the functions.

-- False, and nothing is changed, when the register holds anything or somebody is using it.
create function begin_first_load() returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  lock table enterprise, enterprise_contact, registry_batch in access exclusive mode nowait;
  if exists (select from enterprise) then
    raise lock_not_available;
  end if;
  drop index enterprise_place, enterprise_name_trigrams, enterprise_lookup_keys, enterprise_registration_number,
    enterprise_contact_phone;
  alter table enterprise drop constraint enterprise_batch_id_fkey;
  alter table enterprise_contact drop constraint enterprise_contact_enterprise_id_fkey;
  return true;
exception when lock_not_available then
  return false;
end $$;

create function end_first_load() returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  create index enterprise_place on enterprise (place_id, id);
  create index enterprise_name_trigrams on enterprise using gin (name_key gin_trgm_ops);
  create index enterprise_lookup_keys on enterprise using gin (lookup_keys);
  create index enterprise_registration_number on enterprise (registration_number) where registration_number is not null;
  create index enterprise_contact_phone on enterprise_contact (phone_index);
  alter table enterprise add constraint enterprise_batch_id_fkey foreign key (batch_id) references registry_batch (id);
  alter table enterprise_contact add constraint enterprise_contact_enterprise_id_fkey
    foreign key (enterprise_id) references enterprise (id);
end $$;
