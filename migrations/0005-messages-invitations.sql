-- Offices over a list of enterprises, the outbox of short messages, and invitations.

-- The enterprises of an office that covers a list (a park, an industry committee).
create table office_enterprise (
  office_id int not null references office (id),
  enterprise_id bigint not null references enterprise (id),
  primary key (office_id, enterprise_id)
);
create index office_enterprise_enterprise on office_enterprise (enterprise_id);

-- The outbox: a row is written, with its job, in the transaction of the fact that it tells of.
create table message (
  id uuid primary key,
  template text not null,
  phone_cipher text not null,
  phone_index bytea not null,
  phone_masked text not null,
  params_cipher text not null,
  -- One per fact, so that a fact told twice is one message.
  dedupe_key text not null unique,
  application_id bigint references application (id),
  state text not null default 'queued',
  attempts int not null default 0,
  created_at timestamptz not null,
  sending_at timestamptz,
  sent_at timestamptz,
  gateway text,
  gateway_ref text,
  failure text,
  constraint message_state_known check (state in ('queued', 'sending', 'sent', 'delivered', 'failed', 'unknown')),
  constraint message_sending_since check (state <> 'sending' or sending_at is not null),
  constraint message_sent_has_reference check (state not in ('sent', 'delivered') or (sent_at is not null and gateway_ref is not null)),
  constraint message_failed_has_reason check (state <> 'failed' or failure is not null)
);
create index message_application on message (application_id) where application_id is not null;
create index message_phone on message (phone_index, created_at);
create index message_unfinished on message (created_at) where state in ('queued', 'sending');

-- What the simulator gateway "delivered": demonstrations only, sealed like every other phone and text.
create table simulator_message (
  id bigint generated always as identity primary key,
  message_id uuid not null unique references message (id),
  phone_cipher text not null,
  phone_index bytea not null,
  phone_masked text not null,
  text_cipher text not null,
  received_at timestamptz not null
);
create index simulator_message_phone on simulator_message (phone_index, id);

-- The made-up people of a demonstration, listed on its sign-in page.
create table demonstration_account (
  id int generated always as identity primary key,
  phone_cipher text not null,
  phone_index bytea not null unique,
  label_zh text not null,
  label_en text not null
);

-- A code only locates the enterprise; a one-time code to the registered phone signs in.
create table invitation (
  id bigint generated always as identity primary key,
  enterprise_id bigint not null references enterprise (id),
  code_digest bytea not null unique,
  phone_cipher text not null,
  phone_index bytea not null,
  phone_masked text not null,
  invited_by int not null references post (id),
  message_id uuid not null references message (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  ended_at timestamptz,
  ended_because text,
  decline_reason text,
  decline_note text,
  constraint invitation_expires_later check (expires_at > created_at),
  constraint invitation_end_has_reason check ((ended_at is null) = (ended_because is null)),
  constraint invitation_end_reason_known check (ended_because in ('used', 'declined', 'expired')),
  constraint invitation_used_when_ended_so check (ended_because <> 'used' or used_at is not null),
  constraint invitation_declined_has_reason check ((ended_because is not distinct from 'declined') = (decline_reason is not null)),
  constraint invitation_decline_reason_known check (decline_reason in ('not_us', 'wrong_information', 'not_interested')),
  constraint invitation_note_needs_decline check (decline_note is null or decline_reason is not null)
);
create unique index invitation_one_live_per_enterprise on invitation (enterprise_id) where ended_at is null;
create index invitation_enterprise on invitation (enterprise_id, created_at);
create index invitation_post on invitation (invited_by);

alter table session_family add constraint session_family_invitation_fkey foreign key (invitation_id) references invitation (id);
alter table sign_in_request add constraint sign_in_request_invitation_fkey foreign key (invitation_id) references invitation (id);
alter table application add constraint application_invitation_fkey foreign key (invitation_id) references invitation (id);

-- As on applications: a forgotten filter shows nothing. Officers see the invitations of their enterprises, a person
-- the one that the own session proved.
alter table invitation enable row level security;
alter table invitation force row level security;
create policy invitation_scope on invitation using (
  (select nullif(current_setting('yijian.system', true), '')) = 'on'
  or exists (
    select 1 from enterprise e where e.id = enterprise_id
      and e.place_id = any ((select nullif(current_setting('yijian.places', true), '')::int[])::int[]))
  or enterprise_id = any ((select nullif(current_setting('yijian.enterprises', true), '')::bigint[])::bigint[])
  or id in (
    select f.invitation_id from session_family f
    where f.account_id = (select nullif(current_setting('yijian.account', true), '')::bigint) and f.ended_at is null)
);
