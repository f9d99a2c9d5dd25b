-- A register file on its way: received → staging → staged → applying → applied → undoing → undone; or cancelled, or
-- failed. What it would change is shown before it changes it, a second person approves, and what it changed can be taken back.

-- Files as they are brought, in pieces that may be sent again; sealed, because they hold phone numbers.
create table uploaded_file (
  -- Made by the sender: a retried start is the same upload.
  id uuid primary key,
  account_id bigint not null references account (id),
  purpose text not null,
  name text not null,
  byte_count bigint not null,
  chunk_bytes int not null,
  created_at timestamptz not null default now(),
  completed_at timestamptz,
  constraint uploaded_file_purpose_known check (purpose in ('register', 'list')),
  constraint uploaded_file_name_not_blank check (btrim(name) <> ''),
  constraint uploaded_file_not_empty check (byte_count > 0)
);
create table uploaded_chunk (
  file_id uuid not null references uploaded_file (id) on delete cascade,
  seq int not null,
  sealed bytea not null,
  primary key (file_id, seq),
  constraint uploaded_chunk_seq_from_zero check (seq >= 0)
);
alter table uploaded_chunk alter column sealed set storage external;

alter table registry_batch
  add column state text not null default 'applied',
  -- Lists every enterprise of its area, so that what it does not list has vanished; a list of corrections does not.
  add column complete boolean not null default true,
  add column file_id uuid references uploaded_file (id) on delete set null,
  add column file_bytes bigint,
  -- The header as the file has it, and below which row of which sheet it stands.
  add column header text[] not null default '{}',
  add column header_row int,
  -- Field → column as it was read, counted from 0.
  add column columns jsonb not null default '{}',
  add column vanished_count int not null default 0,
  -- Shares and examples per problem and per kind of difference; see shared/src/imports/contract.ts.
  add column profile jsonb,
  add column comparison jsonb,
  add column holds jsonb not null default '[]',
  -- The batch that the comparison was made against; another one since then makes it out of date.
  add column compared_with int references registry_batch (id),
  add column rows_read int not null default 0,
  add column bytes_read bigint not null default 0,
  -- The last decision about places that was known when its rows were placed; see server/src/places/place-again.ts.
  add column placed_upto bigint not null default 0,
  -- How often reading, applying or undoing was begun; a file that ends every worker is given up.
  add column attempts int not null default 0,
  add column reading_since timestamptz,
  -- Columns as a person chose them, field → column counted from 0; null: found by their headers.
  add column chosen_columns jsonb,
  add column from_template boolean not null default false,
  -- The first rows' cells, column by column, phones masked.
  add column samples jsonb,
  -- A key of the wording, with what it needs.
  add column failure jsonb,
  add column staged_at timestamptz,
  add column approved_by int references officer (id),
  add column approval_note text,
  add column approved_at timestamptz,
  -- Kinds of holds that the approver accepted by name.
  add column accepted_holds text[] not null default '{}',
  add column undone_by int references officer (id),
  add column undo_reason text,
  add column undone_at timestamptz,
  alter column sha256 drop not null,
  alter column encoding drop not null,
  alter column delimiter drop not null,
  alter column mapping set default '{}',
  alter column applied_at drop not null,
  alter column applied_at drop default,
  alter column row_count set default 0,
  alter column new_count set default 0,
  alter column changed_count set default 0,
  alter column unchanged_count set default 0,
  alter column duplicate_count set default 0,
  alter column rejected_count set default 0,
  alter column warned_count set default 0,
  add constraint registry_batch_state_known
    check (state in ('received', 'staging', 'staged', 'applying', 'applied', 'undoing', 'undone', 'cancelled', 'failed')),
  add constraint registry_batch_applied_since check (state not in ('applied', 'undoing', 'undone') or applied_at is not null),
  add constraint registry_batch_undone_since check ((state = 'undone') = (undone_at is not null)),
  add constraint registry_batch_failed_has_reason check (state <> 'failed' or failure is not null);
-- One file at a time is on its way into the register, or out of it.
create unique index registry_batch_one_applying on registry_batch ((true)) where state in ('applying', 'undoing');

-- Asked for again, an upload is the same import.
create unique index registry_batch_one_per_file on registry_batch (file_id) where file_id is not null;
-- Those whose changes stand in the register.
create index registry_batch_applied on registry_batch (id) where state in ('applied', 'undoing');

-- Which column of a file with this header holds which field, as a person corrected it once.
create table registry_template (
  id int generated always as identity primary key,
  -- Over the header's cells as they stand.
  header_hash text not null unique,
  header text[] not null,
  -- Field → column, counted from 0.
  columns jsonb not null,
  made_by int references officer (id),
  made_at timestamptz not null default now()
);

-- Rejected rows whole, sealed, so that they can be given back as a file, mended and brought again.
create table registry_rejected_row (
  batch_id int not null references registry_batch (id),
  row_number int not null,
  sealed text not null,
  primary key (batch_id, row_number)
);

-- What a file would change, or has changed, in enterprises that the register knows; new ones are in the file or have come.
-- No reference to `enterprise`: an undo deletes what a batch created, and a comparison with that is out of date anyway.
create table registry_difference (
  batch_id int not null references registry_batch (id),
  enterprise_id bigint not null,
  -- Null for a vanished one.
  row_number int,
  -- See differenceKinds in shared/src/imports/contract.ts.
  kinds text[] not null,
  -- {"principal": [before, after], …}, by the fields of a register row; phones masked.
  changes jsonb not null,
  primary key (batch_id, enterprise_id),
  constraint registry_difference_of_some_kind check (cardinality(kinds) > 0)
);

-- Who took rejected rows, phone numbers and all, out of the product. 依据: TRUST §2.5
create table registry_rejected_download (
  id bigint generated always as identity primary key,
  batch_id int not null references registry_batch (id),
  officer_id int references officer (id),
  row_count int not null,
  downloaded_at timestamptz not null,
  constraint registry_rejected_download_count_not_negative check (row_count >= 0)
);

-- Rows that another row of the same file under the same code stood above, phone numbers masked: an old registrar's 迁出
-- beside the new one's 存续. Each is kept once, however often it is brought.
create table registry_duplicate_row (
  batch_id int not null references registry_batch (id),
  row_number int not null,
  credit_code text not null,
  raw text not null,
  primary key (batch_id, row_number)
);
create index registry_duplicate_row_code on registry_duplicate_row (credit_code);

alter table enterprise
  -- The row as it stood in batch batch_id, as a line of CSV under that batch's header; phone numbers masked.
  add column raw text,
  add column row_number int,
  -- The batch that brought it first; null for what people entered.
  add column created_batch_id int references registry_batch (id),
  -- The complete list in which it was missing, until one names it again.
  add column vanished_batch_id int references registry_batch (id);
create index enterprise_batch on enterprise (batch_id);
create index enterprise_vanished on enterprise (vanished_batch_id) where vanished_batch_id is not null;
create index enterprise_revision_batch on enterprise_revision (batch_id);

-- What an enterprise was before a batch changed it, phones included, so that the batch can be undone to the letter.
create table enterprise_before (
  batch_id int not null references registry_batch (id),
  enterprise_id bigint not null references enterprise (id) on delete cascade,
  -- The row of `enterprise`.
  was jsonb not null,
  -- Its rows of `enterprise_contact`, sealed as they were.
  contacts jsonb not null,
  primary key (batch_id, enterprise_id)
);
create index enterprise_before_enterprise on enterprise_before (enterprise_id);

-- What a batch brought, a later one changed and both were taken back from, is gone with its history.
alter table enterprise_revision drop constraint enterprise_revision_enterprise_id_fkey,
  add constraint enterprise_revision_enterprise_id_fkey foreign key (enterprise_id) references enterprise (id) on delete cascade;

-- Where files are read into, a table each, unlogged: after a crash the file is read again.
create schema registry_staging;

-- The same shape, in a quarter of the time: it is checked for every row of every import.
alter table enterprise drop constraint enterprise_credit_code_shape,
  add constraint enterprise_credit_code_shape check (credit_code is null
    or (length(credit_code) = 18 and credit_code !~ '[^0-9A-HJ-NPQRTUWXY]' and substr(credit_code, 3, 6) !~ '[^0-9]'));

-- A first load, and the end of any import, go by the catalogue, so that an index added later is not forgotten. Here is
-- what a first load has dropped and its end makes again; the application cannot write it.
create table registry_staging.first_load (seq int generated always as identity primary key, definition text not null);

create or replace function begin_first_load() returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  dropped record;
begin
  lock table enterprise, enterprise_contact, registry_batch in access exclusive mode nowait;
  if exists (select from enterprise) then
    raise lock_not_available;
  end if;
  for dropped in
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as how,
      format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as definition, 1 as place
    from pg_constraint
    -- References to other tables stay: to drop one would keep every reader of that table waiting.
    where contype = 'f' and conrelid in ('enterprise'::regclass, 'enterprise_contact'::regclass)
      and confrelid in ('enterprise'::regclass, 'registry_batch'::regclass)
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

create or replace function end_first_load() returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  made text;
begin
  -- Indexes first, the last dropped first: checking a reference uses them.
  for made in select definition from registry_staging.first_load order by seq desc loop
    execute made;
  end loop;
  delete from registry_staging.first_load;
end $$;

create or replace function settle_enterprise_indexes() returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  settled regclass;
begin
  for settled in
    select i.indexrelid::regclass from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am a on a.oid = c.relam
    where i.indrelid = 'enterprise'::regclass and a.amname = 'gin'
  loop
    perform gin_clean_pending_list(settled);
  end loop;
end $$;
