-- What people have found out of a number: it outlives the register's rows, which come and go with every file.
-- 依据: DOMAIN §5.1, §8.10 第22条
create table number_mark (
  id bigint generated always as identity primary key,
  phone_index bytea not null,
  what text not null,
  -- Null: so wherever the number stands.
  enterprise_id bigint references enterprise (id),
  marked_at timestamptz not null,
  -- Null where the person at the other end said so.
  post_id int references post (id),
  officer_name text,
  lifted_at timestamptz,
  constraint number_mark_what_known check (what in ('out_of_service', 'wrong_number', 'opted_out')),
  constraint number_mark_wrong_for_one check ((what = 'wrong_number') = (enterprise_id is not null)),
  constraint number_mark_officer_named check ((post_id is null) = (officer_name is null)),
  constraint number_mark_lifted_later check (lifted_at is null or lifted_at >= marked_at)
);
create unique index number_mark_standing on number_mark (phone_index, what, coalesce(enterprise_id, 0)) where lifted_at is null;
create index number_mark_enterprise on number_mark (enterprise_id) where enterprise_id is not null;
create index number_mark_post on number_mark (post_id) where post_id is not null;
