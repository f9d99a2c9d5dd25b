-- Places, offices, people and their sessions. Dated throughout: divisions and posts change, history does not.
create extension if not exists pg_trgm;

create table division (
  id int generated always as identity primary key,
  code text not null,
  valid_from date not null,
  name text not null,
  tier text not null,
  parent_id int references division (id),
  valid_to date,
  constraint division_code_valid_from_key unique (code, valid_from),
  constraint division_tier_known check (tier in ('province', 'city', 'county', 'street')),
  constraint division_code_fits_tier check ((tier = 'street' and code ~ '^\d{9}$') or (tier <> 'street' and code ~ '^\d{6}$')),
  constraint division_below_province_has_parent check (tier in ('province', 'city') or parent_id is not null),
  constraint division_ends_after_it_begins check (valid_to is null or valid_to > valid_from)
);
create unique index division_one_current_per_code on division (code) where valid_to is null;
create index division_parent on division (parent_id);

create table division_succession (
  old_id int not null references division (id),
  new_id int not null references division (id),
  effective_on date not null,
  primary key (old_id, new_id),
  constraint division_succession_moves check (old_id <> new_id)
);

-- An office covers places, or an explicit list of enterprises (a park, an industry committee), which takes precedence.
create table office (
  id int generated always as identity primary key,
  agency text not null,
  tier text not null,
  name text not null,
  covers text not null,
  desk_phone text,
  closed_on date,
  constraint office_agency_known check (agency in ('league', 'union', 'women')),
  constraint office_tier_known check (tier in ('street', 'county', 'city', 'province')),
  constraint office_covers_known check (covers in ('places', 'enterprises')),
  constraint office_name_not_blank check (btrim(name) <> '')
);
create unique index office_one_open_per_name on office (agency, name) where closed_on is null;

create table office_place (
  office_id int not null references office (id),
  division_id int not null references division (id),
  primary key (office_id, division_id)
);
create index office_place_division on office_place (division_id);

create table account (
  id bigint generated always as identity primary key,
  phone_cipher text not null,
  phone_index bytea not null unique,
  phone_masked text not null,
  created_at timestamptz not null default now(),
  disabled_at timestamptz,
  -- Raised when anything about the account's rights changes; access tokens of an older version are refused.
  session_version int not null default 1
);

create table officer (
  id int generated always as identity primary key,
  account_id bigint not null unique references account (id),
  name text not null,
  constraint officer_name_not_blank check (btrim(name) <> '')
);

create table post (
  id int generated always as identity primary key,
  officer_id int not null references officer (id),
  office_id int not null references office (id),
  role text not null,
  valid_from date not null,
  valid_to date,
  constraint post_role_known check (role in ('clerk', 'secretary')),
  constraint post_ends_after_it_begins check (valid_to is null or valid_to >= valid_from)
);
create index post_officer on post (officer_id);
create index post_office on post (office_id);

create table sign_in_request (
  id uuid primary key,
  phone_index bytea not null,
  phone_cipher text not null,
  code_digest bytea not null,
  -- Set when the request came from an invitation: the session then proves the registered phone.
  invitation_id bigint,
  attempts int not null default 0,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint sign_in_request_attempts_bounded check (attempts between 0 and 5),
  constraint sign_in_request_ends check (expires_at > created_at)
);
create index sign_in_request_phone on sign_in_request (phone_index, created_at);
create index sign_in_request_expiry on sign_in_request (expires_at);

create table session_family (
  id uuid primary key,
  account_id bigint not null references account (id),
  -- The invitation whose registered phone this session proved, if any.
  invitation_id bigint,
  post_id int references post (id),
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  ended_because text,
  constraint session_family_end_has_reason check (ended_at is null or ended_because is not null),
  constraint session_family_end_reason_known check (ended_because is null or ended_because in ('signed_out', 'token_reused', 'revoked', 'expired'))
);
create index session_family_account on session_family (account_id);

create table refresh_token (
  digest bytea primary key,
  family_id uuid not null references session_family (id),
  issued_at timestamptz not null default now(),
  expires_at timestamptz not null,
  replaced_at timestamptz
);
create index refresh_token_family on refresh_token (family_id);

-- Counters of every budget (codes per phone, address and day; look-ups per account): survive restarts, shared by processes.
create table budget (
  kind text not null,
  subject bytea not null,
  window_start timestamptz not null,
  used int not null,
  primary key (kind, subject, window_start)
);
create index budget_window on budget (window_start);

-- Working days: only days that differ from Monday to Friday are listed. Editable data, since next year's is announced each autumn.
create table calendar_day (
  day date primary key,
  working boolean not null,
  name text not null,
  source text not null
);

-- 依据: 国务院办公厅关于2026年部分节假日安排的通知
insert into calendar_day (day, working, name, source) values
  ('2026-01-01', false, '元旦', '国务院办公厅2026年节假日安排'),
  ('2026-01-02', false, '元旦', '国务院办公厅2026年节假日安排'),
  ('2026-01-04', true, '元旦调休上班', '国务院办公厅2026年节假日安排'),
  ('2026-02-14', true, '春节调休上班', '国务院办公厅2026年节假日安排'),
  ('2026-02-16', false, '春节', '国务院办公厅2026年节假日安排'),
  ('2026-02-17', false, '春节', '国务院办公厅2026年节假日安排'),
  ('2026-02-18', false, '春节', '国务院办公厅2026年节假日安排'),
  ('2026-02-19', false, '春节', '国务院办公厅2026年节假日安排'),
  ('2026-02-20', false, '春节', '国务院办公厅2026年节假日安排'),
  ('2026-02-23', false, '春节', '国务院办公厅2026年节假日安排'),
  ('2026-02-28', true, '春节调休上班', '国务院办公厅2026年节假日安排'),
  ('2026-04-06', false, '清明', '国务院办公厅2026年节假日安排'),
  ('2026-05-01', false, '劳动节', '国务院办公厅2026年节假日安排'),
  ('2026-05-04', false, '劳动节', '国务院办公厅2026年节假日安排'),
  ('2026-05-05', false, '劳动节', '国务院办公厅2026年节假日安排'),
  ('2026-05-09', true, '劳动节调休上班', '国务院办公厅2026年节假日安排'),
  ('2026-06-19', false, '端午', '国务院办公厅2026年节假日安排'),
  ('2026-09-20', true, '国庆节调休上班', '国务院办公厅2026年节假日安排'),
  ('2026-09-25', false, '中秋', '国务院办公厅2026年节假日安排'),
  ('2026-10-01', false, '国庆节', '国务院办公厅2026年节假日安排'),
  ('2026-10-02', false, '国庆节', '国务院办公厅2026年节假日安排'),
  ('2026-10-05', false, '国庆节', '国务院办公厅2026年节假日安排'),
  ('2026-10-06', false, '国庆节', '国务院办公厅2026年节假日安排'),
  ('2026-10-07', false, '国庆节', '国务院办公厅2026年节假日安排'),
  ('2026-10-10', true, '国庆节调休上班', '国务院办公厅2026年节假日安排');
