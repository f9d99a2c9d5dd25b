-- A file of the library holds a whole city; register files that hold the same find each other; sending rules that are still
-- to come can be withdrawn.

-- ── Files of the library ──
-- As many as a sheet holds beside its header and its last line. 依据: Excel specifications and limits（1,048,576 rows）
alter table library_export
  drop constraint library_export_within_limit,
  add constraint library_export_within_limit check (row_count between 0 and 1048574);

-- ── Register files that hold the same ──
create index registry_batch_sha256 on registry_batch (sha256) where sha256 is not null;

-- ── Sending rules withdrawn before their day ──
-- The rules themselves stay as they were published; what was withdrawn holds on no day.
create table sending_rule_withdrawal (
  proposal_id int primary key references sending_rule (proposal_id),
  reason text not null,
  withdrawn_by int not null references officer (id),
  withdrawn_at timestamptz not null,
  constraint sending_rule_withdrawal_has_reason check (btrim(reason) <> '')
);
create index sending_rule_withdrawal_withdrawn_by on sending_rule_withdrawal (withdrawn_by);
-- A day has one version that holds: the next one of a day stands in the place of one that was withdrawn.
alter table sending_rule
  drop constraint sending_rule_pkey,
  add column id int generated always as identity primary key,
  add column replaces int references sending_rule_withdrawal (proposal_id),
  add constraint sending_rule_one_a_day unique nulls not distinct (effective_from, replaces);
