-- The cultivation library: what it is searched, filtered and sorted by, how outreach goes, tags and saved views.

-- ── Outreach ──
-- How it stands with an enterprise, per agency, as far as people said so. What follows from facts (an application under
-- way, an organisation, the register's status) is derived by server/src/outreach/standing.ts and never stored here. No row
-- means that nothing was said or done yet; see shared/src/outreach/lifecycle.ts.
create table outreach (
  enterprise_id bigint not null references enterprise (id),
  agency text not null,
  state text not null,
  reason text,
  -- When to turn to it again; before this day a `not_now` gets no invitation.
  next_on date,
  -- Attempts in vain since it was last reached.
  unreachable_count int not null default 0,
  assigned_post_id int references post (id),
  version int not null default 1,
  updated_at timestamptz not null,
  primary key (enterprise_id, agency),
  constraint outreach_agency_known check (agency in ('league', 'union', 'women')),
  constraint outreach_state_known
    check (state in ('new', 'assigned', 'contacted', 'intent', 'not_now', 'refused', 'unreachable', 'dormant', 'invalid')),
  constraint outreach_assigned_to_somebody check (state <> 'assigned' or assigned_post_id is not null),
  constraint outreach_not_now_has_date check (state <> 'not_now' or next_on is not null),
  constraint outreach_has_reason check (state not in ('not_now', 'refused', 'unreachable', 'invalid') or reason is not null),
  constraint outreach_attempts_counted check (unreachable_count >= 0 and (state <> 'unreachable' or unreachable_count > 0))
);
create index outreach_state on outreach (agency, state, enterprise_id);
create index outreach_due on outreach (agency, next_on, enterprise_id) where next_on is not null;
create index outreach_assigned on outreach (assigned_post_id, next_on, enterprise_id) where assigned_post_id is not null;

-- Append-only: a call, a visit or a message exchanged, with what came of it.
create table outreach_contact (
  id bigint generated always as identity primary key,
  enterprise_id bigint not null references enterprise (id),
  agency text not null,
  recorded_at timestamptz not null,
  happened_on date not null,
  officer_id int not null references officer (id),
  post_id int not null references post (id),
  officer_name text not null,
  office_name text not null,
  way text not null,
  outcome text not null,
  spoke_with_cipher text,
  note text,
  constraint outreach_contact_way_known check (way in ('phone', 'visit', 'wechat')),
  constraint outreach_contact_outcome_known check (outcome in ('talked', 'intends', 'not_now', 'refuses', 'no_answer', 'rule_out')),
  constraint outreach_contact_nobody_when_unanswered check (outcome <> 'no_answer' or spoke_with_cipher is null)
);
create index outreach_contact_enterprise on outreach_contact (enterprise_id, agency, id);

-- Append-only: who moved it from where to where, and why. One command may move many enterprises, each of them once.
create table outreach_event (
  id bigint generated always as identity primary key,
  enterprise_id bigint not null references enterprise (id),
  agency text not null,
  at timestamptz not null,
  officer_id int not null references officer (id),
  post_id int not null references post (id),
  officer_name text not null,
  office_name text not null,
  action text not null,
  from_state text not null,
  to_state text not null,
  reason text,
  next_on date,
  note text,
  -- Who has it afterwards.
  assigned_post_id int references post (id),
  contact_id bigint references outreach_contact (id),
  application_id bigint references application (id),
  -- The version of the row that came of it.
  version int not null,
  command_id uuid not null,
  command_digest bytea not null,
  constraint outreach_event_once_per_command unique (command_id, enterprise_id),
  constraint outreach_event_one_per_version unique (enterprise_id, agency, version),
  constraint outreach_event_action_known check (action in
    ('assign', 'give_back', 'talked', 'intends', 'not_now', 'refuses', 'no_answer', 'rest', 'rule_out', 'reopen', 'defer'))
);

-- Append-only: every look at a full number of the library, and every number that an officer entered.
create table enterprise_phone_record (
  id bigint generated always as identity primary key,
  enterprise_id bigint not null references enterprise (id),
  agency text not null,
  at timestamptz not null,
  officer_id int not null references officer (id),
  post_id int not null references post (id),
  officer_name text not null,
  what text not null,
  phone_masked text not null,
  phone_index bytea not null,
  command_id uuid unique,
  constraint enterprise_phone_record_what_known check (what in ('seen', 'added')),
  constraint enterprise_phone_record_added_by_command check (what <> 'added' or command_id is not null)
);
create index enterprise_phone_record_enterprise on enterprise_phone_record (enterprise_id, id);
create index enterprise_phone_record_officer on enterprise_phone_record (officer_id, at);

-- An officer was answered by an agency: the number stays one's, whatever an import counts. 依据: DOMAIN §8.10 第23条
alter table enterprise_contact add column agency_found boolean not null default false,
  add constraint enterprise_contact_found_is_proxy check (proxy or not agency_found);

-- An officer sees what his own agency noted about the enterprises of his places, or of his office's list.
do $$
declare t text;
begin
  foreach t in array array['outreach', 'outreach_contact', 'outreach_event', 'enterprise_phone_record'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format($policy$
      create policy %I on %I using (
        (select nullif(current_setting('yijian.system', true), '')) = 'on'
        or (agency = (select nullif(current_setting('yijian.agency', true), ''))
          and (enterprise_id = any ((select nullif(current_setting('yijian.enterprises', true), '')::bigint[])::bigint[])
            or exists (select 1 from enterprise e where e.id = enterprise_id
              and e.place_id = any ((select nullif(current_setting('yijian.places', true), '')::int[])::int[])))))
    $policy$, t || '_scope', t);
  end loop;
end $$;

-- A decision of “not yet” says when to come back; those of before are taken over as said then.
do $$
begin
  perform set_config('yijian.system', 'on', true);
  insert into outreach (enterprise_id, agency, state, reason, next_on, updated_at)
  select distinct on (enterprise_id, agency) enterprise_id, agency, 'not_now', 'conditions', next_contact_on, updated_at
  from review where state = 'deferred' order by enterprise_id, agency, updated_at desc;
  perform set_config('yijian.system', '', true);
end $$;

-- ── Search, filters, score ──
-- Filled by the import and wherever an enterprise is entered; see shared/src/library/search-keys.ts and score.ts, and
-- docs/decisions/008-library-search.md. Null in a row from before: found by its code alone until it is imported again.
alter table enterprise
  -- 国民经济行业门类 A–T; null when the register does not say. 依据: GB/T 4754-2017
  add column industry_section text,
  add column standard_score smallint not null default 0,
  add column search_text text,
  add column search_keys int[] not null default '{}',
  add constraint enterprise_industry_section_known check (industry_section is null or industry_section ~ '^[A-T]$'),
  add constraint enterprise_standard_score_in_range check (standard_score between 0 and 100);

-- Two characters of Chinese make no trigram, so that index served neither short searches nor common ones.
drop index enterprise_name_trigrams;
drop index enterprise_place;
create extension if not exists btree_gin;
create index enterprise_search on enterprise using gin (place_id, search_keys);
-- Walked from its end: the first page of a place, or of all places, is read in order, and what is searched and filtered
-- by stands beside the order, so that a row that does not match costs half a microsecond.
create index enterprise_place_score on enterprise (place_id, standard_score, id)
  include (search_text, credit_code, industry_section, headcount, status_class, nature, established_on, vanished_batch_id);
create index enterprise_score on enterprise (standard_score, id)
  include (place_id, search_text, credit_code, industry_section, headcount, status_class, nature, established_on, vanished_batch_id);
create index enterprise_place_headcount on enterprise (place_id, coalesce(headcount, -1), id);
create index enterprise_place_newest on enterprise (place_id, coalesce(established_on, date '0001-01-01'), id);
create index enterprise_headcount on enterprise (coalesce(headcount, -1), id);
create index enterprise_newest on enterprise (coalesce(established_on, date '0001-01-01'), id);

-- ── Tags ──
-- Key lists, industry committees, demonstration sites: made by a county or a city for what lies below it.
create table tag (
  id int generated always as identity primary key,
  agency text not null,
  office_id int not null references office (id),
  -- The smallest place that holds all of the office: whoever works within or above it sees the tag.
  place_id int not null references division (id),
  kind text not null,
  name text not null,
  made_by int not null references post (id),
  made_at timestamptz not null,
  archived_at timestamptz,
  constraint tag_agency_known check (agency in ('league', 'union', 'women')),
  constraint tag_kind_known check (kind in ('key_list', 'industry', 'demonstration', 'other')),
  constraint tag_name_not_blank check (btrim(name) <> '')
);
create unique index tag_name_once on tag (office_id, name) where archived_at is null;
create index tag_place on tag (agency, place_id) where archived_at is null;

create table enterprise_tag (
  tag_id int not null references tag (id),
  enterprise_id bigint not null references enterprise (id),
  given_by int not null references post (id),
  given_at timestamptz not null,
  primary key (tag_id, enterprise_id)
);
create index enterprise_tag_enterprise on enterprise_tag (enterprise_id, tag_id);

-- ── Saved views ──
create table library_view (
  id int generated always as identity primary key,
  post_id int not null references post (id),
  office_id int not null references office (id),
  name text not null,
  -- Filters and order as the list's address has them.
  query jsonb not null,
  shared boolean not null,
  saved_at timestamptz not null,
  constraint library_view_name_not_blank check (btrim(name) <> '')
);
create unique index library_view_name_once on library_view (post_id, name);
create index library_view_office on library_view (office_id) where shared;

-- ── What was done to many at once ──
-- Append-only: every file that left the library, and every assignment and tagging of many, with its counts.
create table library_export (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  officer_id int not null references officer (id),
  post_id int not null references post (id),
  office_id int not null references office (id),
  officer_name text not null,
  query jsonb not null,
  format text not null,
  phones text not null,
  reason text,
  row_count int not null,
  constraint library_export_format_known check (format in ('csv', 'xlsx')),
  constraint library_export_phones_known check (phones in ('masked', 'full')),
  constraint library_export_full_has_reason check (phones <> 'full' or btrim(reason) <> ''),
  constraint library_export_within_limit check (row_count between 0 and 20000)
);
create index library_export_officer on library_export (officer_id, at);

create table library_command (
  -- Made by whoever sends it: a retried command answers what it did.
  command_id uuid primary key,
  command_digest bytea not null,
  at timestamptz not null,
  post_id int not null references post (id),
  what text not null,
  counts jsonb not null,
  constraint library_command_what_known check (what in ('assign', 'tag', 'untag'))
);

-- A tag is its agency's affair.
alter table tag enable row level security;
alter table tag force row level security;
create policy tag_agency on tag using (
  (select nullif(current_setting('yijian.system', true), '')) = 'on'
  or agency = (select nullif(current_setting('yijian.agency', true), '')));
alter table enterprise_tag enable row level security;
alter table enterprise_tag force row level security;
create policy enterprise_tag_agency on enterprise_tag using (
  (select nullif(current_setting('yijian.system', true), '')) = 'on'
  or exists (select from tag t where t.id = tag_id and t.agency = (select nullif(current_setting('yijian.agency', true), ''))));
