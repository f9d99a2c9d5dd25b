-- What is known of a number goes by when it happened; what falls silent ends its invitations and says why; what people answer
-- to messages is kept; hours and limits of sending are dated.

-- ── Marks by their day ──
-- A call that is entered late says nothing about what was found out after it.
alter table number_mark add column found_on date;
update number_mark set found_on = (marked_at at time zone 'Asia/Shanghai')::date;
alter table number_mark alter column found_on set not null;

-- The last day on which somebody of the enterprise answered on a number.
create table number_answered (
  phone_index bytea not null,
  enterprise_id bigint not null references enterprise (id),
  answered_on date not null,
  primary key (phone_index, enterprise_id)
);
create index number_answered_enterprise on number_answered (enterprise_id);

-- ── Why an invitation ended ──
-- opted_out: whoever has its number wants no messages. number_dead: it is no number of the enterprise, or out of service.
-- not_sent: its message never went out, or the gateway refused it.
alter table invitation drop constraint invitation_end_reason_known,
  add constraint invitation_end_reason_known
    check (ended_because in ('used', 'declined', 'expired', 'principal_changed', 'opted_out', 'number_dead', 'not_sent'));
create index invitation_open_phone on invitation (phone_index) where ended_at is null;
create index invitation_message on invitation (message_id);

-- Those of before that nobody will use: their numbers want none, or they were never sent.
do $$
begin
  perform set_config('yijian.system', 'on', true);
  update invitation i set ended_at = greatest(i.created_at, n.marked_at), ended_because = 'opted_out'
  from number_mark n
  where n.phone_index = i.phone_index and n.what = 'opted_out' and n.lifted_at is null and i.ended_at is null;
  update invitation i set ended_at = i.created_at, ended_because = 'not_sent'
  from message m where m.id = i.message_id and m.state = 'failed' and i.ended_at is null;
  perform set_config('yijian.system', '', true);
end $$;

-- ── What people answer ──
-- Append-only: every reply by which somebody said that he wants no messages. 依据: DOMAIN §5.1 (上行短信)
create table message_reply (
  id bigint generated always as identity primary key,
  gateway text not null,
  -- A gateway tells the same reply until it is answered: it is one.
  reply_digest bytea not null unique,
  phone_index bytea not null,
  phone_masked text not null,
  what text not null,
  sent_at timestamptz not null,
  received_at timestamptz not null,
  constraint message_reply_what_known check (what in ('stop'))
);
create index message_reply_phone on message_reply (phone_index);

-- ── Hours and limits ──
-- Append-only: the newest row whose day has come holds. 依据: DOMAIN §5.1、§9 (sms{window,perPhone,perEnterprise}, invite.ttl)
create table sending_rule (
  effective_from date primary key,
  -- Hours of a working day in Hangzhou between which people may be disturbed.
  from_hour smallint not null,
  to_hour smallint not null,
  -- A number gets one invitation in so many days, an enterprise so many in a span of days.
  days_between_per_number smallint not null,
  times_per_enterprise smallint not null,
  days_per_enterprise smallint not null,
  -- How long an invitation holds.
  valid_days smallint not null,
  source text not null,
  constraint sending_rule_hours_in_a_day check (from_hour >= 0 and from_hour < to_hour and to_hour <= 24),
  constraint sending_rule_days_counted check (days_between_per_number >= 0 and days_per_enterprise > 0),
  constraint sending_rule_some_may_go check (times_per_enterprise > 0),
  constraint sending_rule_holds_for_days check (valid_days > 0),
  constraint sending_rule_has_source check (btrim(source) <> '')
);
insert into sending_rule
  (effective_from, from_hour, to_hour, days_between_per_number, times_per_enterprise, days_per_enterprise, valid_days, source)
values ('2026-01-01', 9, 20, 7, 3, 90, 30, '产品缺省：云服务商 08:00–20:00 至 22:00 不等，取工作日 09:00–20:00；频次为设计值');

-- ── An enterprise entered by hand turns out to be one of the register ──
-- Calls, visits and what they led to go on under the registered one; of two states the one said last holds. The application
-- may change none of these rows, hence the function.
-- @returns nothing; the numbers themselves are the caller's to move
create function adopt_outreach(told bigint, registered bigint) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
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
  insert into outreach as x (enterprise_id, agency, state, reason, next_on, unreachable_count, assigned_post_id, version, updated_at)
  select registered, t.agency, t.state, t.reason, t.next_on, t.unreachable_count, t.assigned_post_id, t.version, t.updated_at
  from outreach t where t.enterprise_id = told
  on conflict (enterprise_id, agency) do update set
    state = case when excluded.updated_at > x.updated_at then excluded.state else x.state end,
    reason = case when excluded.updated_at > x.updated_at then excluded.reason else x.reason end,
    next_on = case when excluded.updated_at > x.updated_at then excluded.next_on else x.next_on end,
    unreachable_count = case when excluded.updated_at > x.updated_at then excluded.unreachable_count else x.unreachable_count end,
    assigned_post_id = case when excluded.updated_at > x.updated_at then excluded.assigned_post_id else x.assigned_post_id end,
    updated_at = greatest(x.updated_at, excluded.updated_at),
    version = x.version + excluded.version;
  delete from outreach where enterprise_id = told;
  perform set_config('yijian.system', before, true);
end $$;
