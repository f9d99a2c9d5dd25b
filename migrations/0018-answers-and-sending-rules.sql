-- What an enterprise answers to an invitation is how outreach stands; a list that could not be checked again says so; the
-- hours and limits of messages are set from a day on by people.

-- ── What the enterprise itself answers ──
-- Whoever declines by the code of an invitation says where outreach stands, as an officer's call does. 依据: DOMAIN §8.1
alter table invitation
  drop constraint invitation_decline_reason_known,
  add constraint invitation_decline_reason_known
    check (decline_reason in ('not_us', 'wrong_information', 'not_interested', 'not_now'));
-- The one answer of until now that was worded “not now” to whoever gave it means that, and is not made a “no” afterwards.
do $$
begin
  perform set_config('yijian.system', 'on', true);
  update invitation set decline_reason = 'not_now' where decline_reason = 'not_interested';
  perform set_config('yijian.system', '', true);
end $$;
-- Null where an officer said how it stands.
alter table outreach add column said_by_invitation_id bigint references invitation (id);
create index outreach_said_by_invitation on outreach (said_by_invitation_id) where said_by_invitation_id is not null;
alter table outreach_event
  alter column officer_id drop not null,
  alter column post_id drop not null,
  alter column officer_name drop not null,
  alter column office_name drop not null,
  add column invitation_id bigint references invitation (id),
  add constraint outreach_event_officer_named check (num_nulls(officer_id, post_id, officer_name, office_name) in (0, 4)),
  add constraint outreach_event_by_officer_or_invited check ((officer_id is null) = (invitation_id is not null));
create index outreach_event_invitation on outreach_event (invitation_id) where invitation_id is not null;

-- As before, and with who said it.
create or replace function adopt_outreach(told bigint, registered bigint) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  before constant text := coalesce(current_setting('yijian.system', true), '');
begin
  if not exists (select from enterprise where id = told and provisional)
    or not exists (select from enterprise where id = registered and not provisional) then
    raise insufficient_privilege using message = 'only what was entered by hand goes on under one of the register';
  end if;
  perform set_config('yijian.system', 'on', true);
  perform from outreach where enterprise_id in (told, registered) order by enterprise_id, agency for update;
  -- One version is one event: those of the one entered by hand follow.
  update outreach_event v set enterprise_id = registered, version = v.version + coalesce(
    (select max(o.version) from outreach_event o where o.enterprise_id = registered and o.agency = v.agency), 0)
  where v.enterprise_id = told and not exists (
    select from outreach_event o where o.enterprise_id = registered and o.command_id = v.command_id);
  update outreach_contact set enterprise_id = registered where enterprise_id = told;
  update enterprise_phone_record set enterprise_id = registered where enterprise_id = told;
  insert into outreach as x (enterprise_id, agency, state, reason, next_on, unreachable_count, assigned_post_id, said_by_invitation_id,
    version, updated_at)
  select registered, t.agency, t.state, t.reason, t.next_on, t.unreachable_count, t.assigned_post_id, t.said_by_invitation_id,
    t.version, t.updated_at
  from outreach t where t.enterprise_id = told
  on conflict (enterprise_id, agency) do update set
    state = case when excluded.updated_at > x.updated_at then excluded.state else x.state end,
    reason = case when excluded.updated_at > x.updated_at then excluded.reason else x.reason end,
    next_on = case when excluded.updated_at > x.updated_at then excluded.next_on else x.next_on end,
    unreachable_count = case when excluded.updated_at > x.updated_at then excluded.unreachable_count else x.unreachable_count end,
    assigned_post_id = case when excluded.updated_at > x.updated_at then excluded.assigned_post_id else x.assigned_post_id end,
    said_by_invitation_id = case when excluded.updated_at > x.updated_at then excluded.said_by_invitation_id else x.said_by_invitation_id end,
    updated_at = greatest(x.updated_at, excluded.updated_at),
    version = x.version + excluded.version;
  delete from outreach where enterprise_id = told;
  perform set_config('yijian.system', before, true);
end $$;

-- ── Lists that could not be checked again ──
-- {failure, at, columns}: what is shown is the answer of before, and this is why there is no newer one.
alter table list_exchange
  add column failed_again jsonb,
  add constraint list_exchange_failed_again_has_answer check (failed_again is null or state = 'checked');

-- ── Hours and limits, set by people ──
-- A version of the rules as somebody of the city wrote it; published, it is one of `sending_rule`.
create table sending_rule_proposal (
  id int generated always as identity primary key,
  effective_from date not null,
  from_hour smallint not null,
  to_hour smallint not null,
  days_between_per_number smallint not null,
  times_per_enterprise smallint not null,
  days_per_enterprise smallint not null,
  valid_days smallint not null,
  source text not null,
  command_id uuid not null unique,
  proposed_by int not null references officer (id),
  proposed_at timestamptz not null,
  outcome text,
  decided_by int references officer (id),
  decided_at timestamptz,
  constraint sending_rule_proposal_hours_in_a_day check (from_hour >= 0 and from_hour < to_hour and to_hour <= 24),
  constraint sending_rule_proposal_days_counted check (days_between_per_number >= 0 and days_per_enterprise > 0),
  constraint sending_rule_proposal_some_may_go check (times_per_enterprise > 0),
  constraint sending_rule_proposal_holds_for_days check (valid_days > 0),
  constraint sending_rule_proposal_has_source check (btrim(source) <> ''),
  constraint sending_rule_proposal_outcome_known check (outcome in ('published', 'withdrawn')),
  constraint sending_rule_proposal_decided_by_somebody check (num_nulls(outcome, decided_by, decided_at) in (0, 3))
);
-- One change at a time: the next one begins when this one is decided.
create unique index sending_rule_one_proposed on sending_rule_proposal ((true)) where outcome is null;
create index sending_rule_proposal_proposed_by on sending_rule_proposal (proposed_by);
create index sending_rule_proposal_decided_by on sending_rule_proposal (decided_by) where decided_by is not null;
-- Null: as the product came.
alter table sending_rule add column proposal_id int unique references sending_rule_proposal (id);
