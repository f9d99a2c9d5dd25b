-- Applications, one agency's review of each, the ledger of every transition, evidence, organisations and replies.

-- Procedures are published data: never changed, pinned by each review.
create table procedure_version (
  id int generated always as identity primary key,
  agency text not null,
  name text not null,
  n int not null,
  doc jsonb not null,
  sha256 text not null,
  effective_from date not null,
  published_at timestamptz not null default now(),
  constraint procedure_version_name_n_key unique (agency, name, n),
  constraint procedure_version_agency_known check (agency in ('league', 'union', 'women'))
);

-- Which published version new applications are pinned to, from when.
create table procedure_adoption (
  agency text not null,
  adopted_from timestamptz not null,
  procedure_version_id int not null references procedure_version (id),
  primary key (agency, adopted_from)
);

-- Half-filled answers, one per account; sealed, since they name a person and a phone.
create table draft (
  account_id bigint primary key references account (id),
  form_cipher text not null,
  saved_at timestamptz not null
);

create table attachment (
  id uuid primary key,
  account_id bigint not null references account (id),
  application_id bigint,
  kind text not null,
  media_type text not null,
  bytes bytea not null,
  sha256 text not null,
  created_at timestamptz not null,
  constraint attachment_kind_known check (kind in ('licence', 'meeting_result')),
  constraint attachment_media_type_known check (media_type in ('image/jpeg', 'image/png')),
  constraint attachment_bounded check (octet_length(bytes) between 1 and 8388608)
);
create index attachment_application on attachment (application_id);

create sequence application_number;
create sequence organisation_number;

-- What the enterprise said. Facts about handling it are in `review`.
create table application (
  id bigint generated always as identity primary key,
  number text not null unique,
  account_id bigint not null references account (id),
  enterprise_id bigint not null references enterprise (id),
  place_id int not null references division (id),
  command_id uuid not null unique,
  command_digest bytea not null,
  proof text not null,
  invitation_id bigint,
  declared_name text,
  declared_principal text,
  operating_place_id int references division (id),
  staff int,
  youth int,
  members int,
  women int,
  party_branch boolean,
  contact_name_cipher text not null,
  contact_phone_cipher text not null,
  contact_phone_index bytea not null,
  contact_phone_masked text not null,
  licence_id uuid references attachment (id),
  notice_version text not null,
  share_union boolean not null,
  share_women boolean not null,
  submitted_at timestamptz not null,
  -- A further application for an enterprise that has one under way: kept beside it, without a review of its own.
  noted_on bigint references application (id),
  -- A note has no review whose state could say so.
  withdrawn_at timestamptz,
  -- Head of the ledger chain, on the row that every transition locks anyway.
  ledger_seq int not null default 0,
  ledger_head bytea,
  constraint application_proof_known check (proof in ('legal_person', 'invited_phone', 'registered_phone', 'self_declared')),
  constraint application_invited_names_invitation check (proof <> 'invited_phone' or invitation_id is not null),
  constraint application_counts_not_negative check (least(staff, youth, members, women) >= 0),
  constraint application_only_notes_withdraw_here check (withdrawn_at is null or noted_on is not null),
  constraint application_ledger_head_present check (ledger_seq = 0 or ledger_head is not null)
);
create index application_account on application (account_id, submitted_at desc);
create index application_enterprise on application (enterprise_id);
create index application_place on application (place_id);
create index application_contact_phone on application (contact_phone_index);
create index application_noted_on on application (noted_on) where noted_on is not null;
alter table attachment add constraint attachment_application_fk foreign key (application_id) references application (id);

-- One agency's handling of an application, with its own state.
create table review (
  id bigint generated always as identity primary key,
  application_id bigint not null references application (id),
  agency text not null,
  enterprise_id bigint not null references enterprise (id),
  account_id bigint not null references account (id),
  place_id int not null references division (id),
  procedure_version_id int not null references procedure_version (id),
  state text not null,
  step int not null default 0,
  kind text,
  origin_state text,
  origin_step int,
  acting_tier text,
  acting_office_id int references office (id),
  version int not null default 1,
  clock_started_at timestamptz,
  promise_days int,
  due_at timestamptz,
  -- Working days left of the office's promise while the applicant has the case.
  paused_days int,
  claimed_by int references officer (id),
  claimed_until timestamptz,
  -- Why it was taken over from a colleague, if it was.
  claim_reason text,
  next_contact_on date,
  updated_at timestamptz not null,
  constraint review_agency_key unique (application_id, agency),
  constraint review_agency_known check (agency in ('league', 'union', 'women')),
  constraint review_state_known check (state in ('unplaced', 'awaiting_acceptance', 'verifying', 'awaiting_decision', 'returned', 'dormant',
    'formation_approved', 'result_submitted', 'established', 'registered', 'deferred', 'refused', 'withdrawn', 'merged')),
  constraint review_kind_known check (kind in ('branch', 'joint_branch', 'general_branch', 'committee', 'youth_work_committee')),
  constraint review_returned_has_origin check (state not in ('returned', 'dormant') or (origin_state is not null and origin_step is not null)),
  constraint review_approved_has_kind check (state not in ('awaiting_decision', 'formation_approved', 'result_submitted', 'established', 'registered') or kind is not null),
  constraint review_open_has_tier check (state in ('registered', 'deferred', 'refused', 'withdrawn', 'merged') or acting_tier is not null),
  constraint review_closed_has_no_clock check (state not in ('registered', 'deferred', 'refused', 'withdrawn', 'merged') or due_at is null),
  constraint review_deferred_has_date check (state <> 'deferred' or next_contact_on is not null),
  constraint review_clock_whole check (due_at is null or (clock_started_at is not null and promise_days is not null)),
  constraint review_claim_ends check ((claimed_by is null) = (claimed_until is null))
);
create unique index review_one_open_per_enterprise on review (enterprise_id, agency)
  where state in ('unplaced', 'awaiting_acceptance', 'verifying', 'awaiting_decision', 'returned', 'dormant', 'formation_approved', 'result_submitted');
create index review_worklist on review (place_id, acting_tier, state, due_at);
create index review_acting_office on review (acting_office_id, state, due_at) where acting_office_id is not null;
create index review_account on review (account_id);
create index review_due on review (due_at) where due_at is not null;

-- Append-only: every transition, in one keyed chain per application.
create table ledger_event (
  id bigint generated always as identity primary key,
  application_id bigint not null references application (id),
  seq int not null,
  at timestamptz not null,
  agency text not null,
  action text not null,
  from_state text,
  to_state text not null,
  from_step int,
  to_step int not null,
  actor_kind text not null,
  account_id bigint,
  officer_id int,
  post_id int,
  office_id int,
  -- Names as they were: people and offices change, history does not.
  actor_name text,
  office_name text,
  reasons text[] not null,
  note text,
  applicant_text text,
  payload jsonb not null,
  command_id uuid not null unique,
  command_digest bytea not null,
  prev_hash bytea,
  hash bytea not null,
  key_id text not null,
  constraint ledger_event_chain_key unique (application_id, seq),
  constraint ledger_event_actor_known check (actor_kind in ('applicant', 'officer', 'system')),
  constraint ledger_event_officer_named check (actor_kind <> 'officer' or (officer_id is not null and post_id is not null and actor_name is not null)),
  constraint ledger_event_applicant_named check (actor_kind <> 'applicant' or account_id is not null),
  constraint ledger_event_return_has_reasons check (action <> 'return' or cardinality(reasons) > 0),
  constraint ledger_event_refusal_has_note check (action <> 'refuse' or note is not null or applicant_text is not null),
  constraint ledger_event_first_has_no_previous check ((seq = 1) = (prev_hash is null))
);

-- Seals over the chain heads, chained themselves: a cut tail or a chain rebuilt without the key does not fit them.
create table ledger_seal (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  heads int not null,
  root bytea not null,
  prev_hash bytea,
  hash bytea not null,
  key_id text not null
);
create table ledger_sealed_head (
  seal_id bigint not null references ledger_seal (id),
  application_id bigint not null,
  seq int not null,
  hash bytea not null,
  primary key (seal_id, application_id)
);

-- Append-only: what a check found, with what it looked at.
create table evidence (
  id bigint generated always as identity primary key,
  application_id bigint not null references application (id),
  taken_at timestamptz not null,
  occasion text not null,
  rule text not null,
  rule_version text not null,
  batch_id bigint,
  outcome text not null,
  effect text not null,
  sentence text not null,
  declared text,
  registered text,
  constraint evidence_occasion_known check (occasion in ('submit', 'resubmit', 'decision')),
  constraint evidence_outcome_known check (outcome in ('agrees', 'differs', 'unknown')),
  constraint evidence_effect_known check (effect in ('none', 'note', 'look', 'stop'))
);
create index evidence_application on evidence (application_id, taken_at);

-- Append-only: a call or a visit, with the numbers as found.
create table contact_record (
  id bigint generated always as identity primary key,
  application_id bigint not null references application (id),
  at timestamptz not null,
  officer_id int not null references officer (id),
  post_id int not null references post (id),
  officer_name text not null,
  office_name text not null,
  means text not null,
  reached boolean not null,
  spoke_with_cipher text,
  authority_confirmed boolean not null,
  staff int,
  youth int,
  members int,
  women int,
  party_branch boolean,
  numbers_given boolean not null,
  note text,
  command_id uuid not null unique,
  constraint contact_record_means_known check (means in ('phone', 'visit')),
  constraint contact_record_authority_needs_reach check (not authority_confirmed or reached)
);
create index contact_record_application on contact_record (application_id, at);

-- Every look at a full phone number.
create table phone_reveal (
  id bigint generated always as identity primary key,
  application_id bigint not null references application (id),
  at timestamptz not null,
  officer_id int not null references officer (id),
  post_id int not null references post (id)
);
create index phone_reveal_officer on phone_reveal (officer_id, at);

create table meeting_result (
  id bigint generated always as identity primary key,
  application_id bigint not null references application (id),
  submitted_at timestamptz not null,
  held_on date not null,
  expected int not null,
  present int not null,
  votes_for int not null,
  secretary_name_cipher text not null,
  paper_id uuid not null references attachment (id),
  constraint meeting_result_present_bounded check (present between 1 and expected),
  constraint meeting_result_votes_bounded check (votes_for between 0 and present)
);
create index meeting_result_application on meeting_result (application_id, submitted_at);

create table organisation (
  id bigint generated always as identity primary key,
  number text not null unique,
  agency text not null,
  kind text not null,
  name text not null,
  upper_office_id int not null references office (id),
  place_id int not null references division (id),
  founded_on date not null,
  dissolved_on date,
  secretary_name_cipher text,
  -- Its number in 智慧团建, the national system of record; ours never stands for it.
  national_id text,
  application_id bigint references application (id),
  constraint organisation_agency_known check (agency in ('league', 'union', 'women')),
  constraint organisation_kind_known check (kind in ('branch', 'joint_branch', 'general_branch', 'committee', 'youth_work_committee')),
  constraint organisation_ends_after_founding check (dissolved_on is null or dissolved_on >= founded_on)
);
create index organisation_place on organisation (place_id);
create unique index organisation_one_per_application on organisation (application_id) where application_id is not null;

-- Many-to-many and dated: one body may cover many enterprises, and one may leave.
create table organisation_enterprise (
  organisation_id bigint not null references organisation (id),
  enterprise_id bigint not null references enterprise (id),
  role text not null,
  valid_from date not null,
  valid_to date,
  primary key (organisation_id, enterprise_id, valid_from),
  constraint organisation_enterprise_role_known check (role in ('lead', 'member', 'covered')),
  constraint organisation_enterprise_ends_after_start check (valid_to is null or valid_to >= valid_from)
);
create unique index organisation_enterprise_once on organisation_enterprise (organisation_id, enterprise_id) where valid_to is null;
create unique index organisation_one_lead on organisation_enterprise (organisation_id) where role = 'lead' and valid_to is null;
create index organisation_enterprise_enterprise on organisation_enterprise (enterprise_id);

-- 批复: numbered per office and year.
create table reply_counter (
  office_id int not null references office (id),
  year int not null,
  last int not null,
  primary key (office_id, year)
);
create table reply (
  id bigint generated always as identity primary key,
  application_id bigint not null references application (id),
  kind text not null,
  number text not null,
  issued_on date not null,
  office_id int not null references office (id),
  office_name text not null,
  organisation_id bigint references organisation (id),
  organisation_name text not null,
  organisation_kind text not null,
  filed_with text[] not null,
  secretary_name_cipher text,
  constraint reply_office_number_key unique (office_id, number),
  constraint reply_kind_known check (kind in ('formation', 'result', 'committee'))
);
create index reply_application on reply (application_id);

-- Row-level security: a forgotten filter shows nothing. The settings are made by the transaction wrapper;
-- nullif keeps an empty setting of a pooled connection from meaning "everything". An officer sees the reviews of
-- his own agency in his places, or on his office's list; an application is seen by whoever sees its review, or the
-- review that it is a note on.
alter table review enable row level security;
alter table review force row level security;
create policy review_scope on review using (
  (select nullif(current_setting('yijian.system', true), '')) = 'on'
  or account_id = (select nullif(current_setting('yijian.account', true), '')::bigint)
  or (agency = (select nullif(current_setting('yijian.agency', true), ''))
    and (place_id = any ((select nullif(current_setting('yijian.places', true), '')::int[])::int[])
      or enterprise_id = any ((select nullif(current_setting('yijian.enterprises', true), '')::bigint[])::bigint[])))
);
alter table application enable row level security;
alter table application force row level security;
create policy application_scope on application using (
  (select nullif(current_setting('yijian.system', true), '')) = 'on'
  or account_id = (select nullif(current_setting('yijian.account', true), '')::bigint)
  or exists (select 1 from review r where r.application_id = application.id)
  or exists (select 1 from review r where r.application_id = application.noted_on)
);
do $$
declare t text;
begin
  foreach t in array array['ledger_event', 'evidence', 'contact_record', 'phone_reveal', 'meeting_result'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I using (exists (select 1 from application a where a.id = application_id))', t || '_scope', t);
  end loop;
end $$;
-- A reply is read by whoever sees its application, and by the applicants whose enterprises its organisation covers.
alter table reply enable row level security;
alter table reply force row level security;
create policy reply_scope on reply using (
  exists (select 1 from application a where a.id = application_id)
  or exists (select 1 from organisation_enterprise oe join application a on a.enterprise_id = oe.enterprise_id
    where oe.organisation_id = reply.organisation_id)
);
alter table attachment enable row level security;
alter table attachment force row level security;
create policy attachment_scope on attachment using (
  (select nullif(current_setting('yijian.system', true), '')) = 'on'
  or account_id = (select nullif(current_setting('yijian.account', true), '')::bigint)
  or exists (select 1 from application a where a.id = application_id)
);
alter table draft enable row level security;
alter table draft force row level security;
create policy draft_scope on draft using (
  (select nullif(current_setting('yijian.system', true), '')) = 'on'
  or account_id = (select nullif(current_setting('yijian.account', true), '')::bigint)
);

-- The one question a check may ask across all places: is another application under way for this enterprise,
-- or from this phone within 30 days? It answers with a number and nothing else, whoever asks.
create function other_open_application(asked_agency text, asked_enterprise bigint, asked_phone bytea, own_application bigint, at timestamptz)
returns text language plpgsql as $$
declare
  outer_system text := coalesce(current_setting('yijian.system', true), '');
  found_number text;
begin
  -- Not `set "yijian.system"` on the function: only a superuser may attach a custom setting.
  perform set_config('yijian.system', 'on', true);
  select a.number into found_number from application a join review r on r.application_id = a.id and r.agency = asked_agency
  where r.state in ('unplaced', 'awaiting_acceptance', 'verifying', 'awaiting_decision', 'returned', 'dormant', 'formation_approved', 'result_submitted')
    and a.id is distinct from own_application
    and (a.enterprise_id = asked_enterprise or (a.contact_phone_index = asked_phone and a.submitted_at > at - interval '30 days'))
  order by a.id limit 1;
  perform set_config('yijian.system', outer_system, true);
  return found_number;
end
$$;
