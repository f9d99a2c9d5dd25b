-- The register of enterprises as the market regulator exports it, who brought it, and what each import changed.

-- One imported file. A batch is applied whole or leaves no row here but a failed one, without enterprises.
create table registry_batch (
  id int generated always as identity primary key,
  file_name text not null,
  sha256 text not null,
  encoding text not null,
  delimiter text not null,
  -- Canonical field → header as the file has it.
  mapping jsonb not null,
  -- The day the export speaks of, when it is known; otherwise the register is as old as its import.
  source_date date,
  officer_id int references officer (id),
  row_count int not null,
  new_count int not null,
  changed_count int not null,
  unchanged_count int not null,
  duplicate_count int not null,
  rejected_count int not null,
  warned_count int not null,
  started_at timestamptz not null,
  applied_at timestamptz not null default now(),
  constraint registry_batch_accounts_for_every_row
    check (new_count + changed_count + unchanged_count + duplicate_count + rejected_count = row_count),
  constraint registry_batch_warned_within_rows check (warned_count between 0 and row_count),
  constraint registry_batch_sha256_shape check (sha256 ~ '^[0-9a-f]{64}$')
);

-- A row that did not come in, or a field of one that did (`warning`), with the value as it stood in the file.
create table registry_rejection (
  batch_id int not null references registry_batch (id),
  row_number int not null,
  field text not null,
  value text not null,
  reason text not null,
  warning boolean not null,
  primary key (batch_id, row_number, field, reason)
);

create table enterprise (
  id bigint generated always as identity primary key,
  credit_code text unique,
  registration_number text,
  name text not null,
  name_key text not null,
  former_names text[] not null default '{}',
  type_text text,
  type_class text not null default 'unknown',
  principal_name text,
  principal_role text,
  established_on date,
  approved_on date,
  capital_text text,
  capital_amount numeric(20, 2),
  capital_currency text,
  status_text text,
  status_class text not null default 'unknown',
  address text,
  operating_address text,
  place_id int not null references division (id),
  place_how text not null,
  place_certain boolean not null,
  headcount int,
  industry text,
  scope text,
  nature text not null default 'private',
  -- Entered by hand for an applicant whom the register does not know yet; the next import may match it.
  provisional boolean not null default false,
  batch_id int references registry_batch (id),
  -- Over everything the file says about the enterprise; equal hashes need no update. Null: never imported.
  content_hash bytea,
  -- Where a name written differently still finds the row; see shared/src/cross-check/look-up-keys.ts.
  lookup_keys int[] not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint enterprise_name_not_blank check (btrim(name) <> ''),
  constraint enterprise_credit_code_shape check (credit_code is null or credit_code ~ '^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$'),
  constraint enterprise_without_code_is_provisional check (credit_code is not null or provisional),
  constraint enterprise_status_class_known
    check (status_class in ('live', 'paused', 'moved', 'liquidation', 'revoked', 'gone', 'unknown')),
  constraint enterprise_type_class_known
    check (type_class in ('company', 'branch', 'partnership', 'sole_proprietorship', 'sole_trader', 'cooperative', 'state_or_collective', 'unknown')),
  constraint enterprise_nature_known check (nature in ('private', 'public')),
  constraint enterprise_principal_role_known
    check (principal_role is null or principal_role in ('legal_representative', 'managing_partner', 'investor', 'person_in_charge', 'operator')),
  constraint enterprise_place_how_known check (place_how in ('street_in_address', 'district_pool', 'city_pool', 'assigned')),
  constraint enterprise_pool_of_city_is_unsure check (place_how <> 'city_pool' or not place_certain),
  constraint enterprise_headcount_not_negative check (headcount is null or headcount >= 0)
);
create index enterprise_place on enterprise (place_id, id);
create index enterprise_name_trigrams on enterprise using gin (name_key gin_trgm_ops);
create index enterprise_lookup_keys on enterprise using gin (lookup_keys);
create index enterprise_registration_number on enterprise (registration_number) where registration_number is not null;

-- An import leaves its entries in the lists of pending ones, which is several times faster, and has them sorted in at its
-- end: a look-up by a dozen keys would otherwise read the list a dozen times. Only the owner may do that, hence the function.
create function settle_enterprise_indexes() returns void
language sql security definer set search_path = pg_catalog, public as $$
  select gin_clean_pending_list('enterprise_lookup_keys'::regclass);
  select gin_clean_pending_list('enterprise_name_trigrams'::regclass);
$$;

-- Numbers from the register or from people, sealed. A proxy number stands on many enterprises (an agency, a park office):
-- it is kept for calling and never gets a message.
create table enterprise_contact (
  id bigint generated always as identity primary key,
  enterprise_id bigint not null references enterprise (id),
  phone_cipher text not null,
  phone_index bytea not null,
  phone_masked text not null,
  sms_capable boolean not null,
  proxy boolean not null default false,
  rank smallint not null,
  source text not null,
  constraint enterprise_contact_once unique (enterprise_id, phone_index),
  constraint enterprise_contact_source_known check (source in ('register', 'applicant', 'officer')),
  constraint enterprise_contact_rank_from_zero check (rank >= 0)
);
create index enterprise_contact_phone on enterprise_contact (phone_index);

-- What an import changed, field by field: {"name": [before, after], …}. Phones appear masked.
create table enterprise_revision (
  id bigint generated always as identity primary key,
  enterprise_id bigint not null references enterprise (id),
  batch_id int not null references registry_batch (id),
  changes jsonb not null,
  made_at timestamptz not null default now(),
  constraint enterprise_revision_says_something check (changes <> '{}'::jsonb)
);
create index enterprise_revision_enterprise on enterprise_revision (enterprise_id, id);
