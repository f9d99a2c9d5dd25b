-- Files are applied in another order than they were brought: which of them changed the register last is told by a number
-- of its own, not by theirs.

alter table registry_batch add column applied_number int;
update registry_batch b set applied_number = ranked.number
from (select id, row_number() over (order by applied_at, id) as number from registry_batch where applied_at is not null) ranked
where ranked.id = b.id;

drop index registry_batch_applied;
create index registry_batch_applied on registry_batch (applied_number desc nulls last, id desc) where state in ('applied', 'undoing');
