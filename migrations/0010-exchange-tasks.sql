-- Lists that other agencies bring, and tasks that a changed register makes.

-- ── Lists that other agencies bring ──
-- A list of enterprises that an office brings to be told who is meant. Seen by that office alone, deleted after 90 days.
create table list_exchange (
  id bigint generated always as identity primary key,
  -- No foreign key: the file itself is deleted as soon as it was read.
  upload_id uuid not null unique,
  office_id int not null references office (id),
  officer_id int not null references officer (id),
  file_name text not null,
  state text not null default 'waiting',
  encoding text,
  header text[] not null default '{}',
  header_row int,
  -- Field → column, counted from 0.
  columns jsonb not null default '{}',
  rows_read int not null default 0,
  -- Times that its check was begun: a file that brings a worker down is not tried for ever.
  attempts int not null default 0,
  counts jsonb not null default '{"agree": 0, "review": 0, "conflict": 0, "absent": 0}',
  failure text,
  created_at timestamptz not null,
  checked_at timestamptz,
  constraint list_exchange_state_known check (state in ('waiting', 'checking', 'checked', 'cancelled', 'failed')),
  constraint list_exchange_checked_since check ((state = 'checked') = (checked_at is not null)),
  constraint list_exchange_failed_has_reason check ((state = 'failed') = (failure is not null))
);
create index list_exchange_office on list_exchange (office_id, id);
create index list_exchange_age on list_exchange (created_at);

create table list_exchange_row (
  list_id bigint not null references list_exchange (id) on delete cascade,
  row_number int not null,
  office_id int not null references office (id),
  -- What the check used, phone numbers masked.
  name text not null,
  code text not null,
  address text not null,
  principal text not null,
  -- Every cell of the row for the answer that goes back, phone and identity numbers masked; sealed.
  cells_sealed text not null,
  verdict text not null,
  reasons text[] not null,
  -- No foreign key: undoing a register file may take the enterprise away again.
  enterprise_id bigint,
  -- Enterprises as the register had them, best first, with reasons.
  suggestions jsonb not null,
  decision text not null default 'open',
  confirmed_id bigint,
  decided_by int references officer (id),
  decided_at timestamptz,
  version int not null default 0,
  primary key (list_id, row_number),
  constraint list_exchange_row_verdict_known check (verdict in ('agree', 'review', 'conflict', 'absent')),
  constraint list_exchange_row_meant_unless_absent check ((verdict = 'absent') = (enterprise_id is null)),
  constraint list_exchange_row_decision_known check (decision in ('open', 'confirmed', 'rejected')),
  constraint list_exchange_row_confirmed_names_one check ((decision = 'confirmed') = (confirmed_id is not null)),
  constraint list_exchange_row_decided_by_somebody check ((decision = 'open') or (decided_by is not null and decided_at is not null))
);
create index list_exchange_row_verdict on list_exchange_row (list_id, verdict, row_number);

do $$
declare t text;
begin
  foreach t in array array['list_exchange', 'list_exchange_row'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format($policy$
      create policy %I on %I using (
        (select nullif(current_setting('yijian.system', true), '')) = 'on'
        or office_id = (select nullif(current_setting('yijian.office', true), '')::int))
    $policy$, t || '_scope', t);
  end loop;
end $$;

-- ── Tasks that a changed register makes ──
-- What a landed register batch means for people's work: tasks for offices, and what changed for open applications.

-- How far the follow-up of a batch is: enterprises in the order of their ids, a page at a time, so that a killed worker
-- goes on where it was. A batch that was undone has a second pass.
create table register_follow_up (
  batch_id int not null references registry_batch (id),
  pass text not null,
  after_enterprise bigint not null default 0,
  cases_changed int not null default 0,
  tasks_opened int not null default 0,
  tasks_withdrawn int not null default 0,
  started_at timestamptz not null,
  finished_at timestamptz,
  primary key (batch_id, pass),
  constraint register_follow_up_pass_known check (pass in ('applied', 'undone'))
);

create table task (
  id bigint generated always as identity primary key,
  kind text not null,
  agency text not null,
  enterprise_id bigint not null references enterprise (id),
  -- Where it is to be done: the street of the organisation or the application, not where the enterprise went.
  place_id int not null references division (id),
  batch_id int not null references registry_batch (id),
  organisation_id bigint references organisation (id),
  review_id bigint references review (id),
  invitation_id bigint references invitation (id),
  -- {"before": …, "after": …}; the fields of each kind stand in shared/src/tasks/task-facts.ts.
  facts jsonb not null,
  state text not null default 'open',
  version int not null default 1,
  opened_at timestamptz not null,
  due_on date not null,
  closed_at timestamptz,
  done_by int references officer (id),
  done_post int references post (id),
  -- The name as it was: people change, history does not.
  done_by_name text,
  done_how text,
  note text,
  constraint task_kind_known check (kind in ('dead', 'moved', 'principal_changed', 'renamed', 'vanished', 'paused', 'provisional')),
  constraint task_agency_known check (agency in ('league', 'union', 'women')),
  constraint task_state_known check (state in ('open', 'done', 'withdrawn')),
  constraint task_closed_since check ((state = 'open') = (closed_at is null)),
  constraint task_done_by_somebody check ((state = 'done') = (done_by is not null)),
  constraint task_done_somehow check ((state = 'done') = (done_how is not null)),
  constraint task_note_not_blank check (note is null or btrim(note) <> '')
);
create unique index task_one_open on task (enterprise_id, kind, agency) where state = 'open';
create index task_open on task (place_id, due_on, id) where state = 'open';
create index task_closed on task (place_id, id) where state <> 'open';
create index task_enterprise on task (enterprise_id);
create index task_batch on task (batch_id);

-- What a landed batch changed in the check of an open application: one unread notice per review, until an officer has read it.
create table register_notice (
  id bigint generated always as identity primary key,
  review_id bigint not null references review (id),
  application_id bigint not null references application (id),
  batch_id int not null references registry_batch (id),
  -- [{"before": finding or null, "after": finding}, …]
  changes jsonb not null,
  state text not null default 'unread',
  version int not null default 1,
  made_at timestamptz not null,
  read_at timestamptz,
  read_by int references officer (id),
  read_post int references post (id),
  read_by_name text,
  constraint register_notice_state_known check (state in ('unread', 'read', 'withdrawn')),
  constraint register_notice_read_by_somebody check ((state = 'read') = (read_by is not null and read_at is not null)),
  constraint register_notice_says_something check (jsonb_array_length(changes) > 0)
);
create unique index register_notice_one_unread on register_notice (review_id) where state = 'unread';
create index register_notice_review on register_notice (review_id, id);
create index register_notice_batch on register_notice (batch_id);

create index enterprise_provisional on enterprise (id) where provisional;

alter table evidence
  drop constraint evidence_occasion_known,
  add constraint evidence_occasion_known check (occasion in ('submit', 'resubmit', 'decision', 'register'));
-- 依据: DOMAIN §8.10 第7条. The invitation was to the principal of then.
alter table invitation
  drop constraint invitation_end_reason_known,
  add constraint invitation_end_reason_known check (ended_because in ('used', 'declined', 'expired', 'principal_changed'));

alter table task enable row level security;
alter table task force row level security;
create policy task_scope on task using (
  (select nullif(current_setting('yijian.system', true), '')) = 'on'
  or (agency = (select nullif(current_setting('yijian.agency', true), ''))
    and (place_id = any ((select nullif(current_setting('yijian.places', true), '')::int[])::int[])
      or enterprise_id = any ((select nullif(current_setting('yijian.enterprises', true), '')::bigint[])::bigint[])))
);
alter table register_notice enable row level security;
alter table register_notice force row level security;
create policy register_notice_scope on register_notice using (exists (select 1 from review r where r.id = review_id));
