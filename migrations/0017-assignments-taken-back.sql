-- Whoever assigned many enterprises to the wrong colleague takes that one step back, once, wherever nobody has acted since.
alter table library_command
  -- The assignment that this one takes back.
  add column undoes uuid references library_command (command_id),
  add constraint library_command_undone_once unique (undoes),
  add constraint library_command_undoes_when_taking_back check ((what = 'take_back') = (undoes is not null)),
  drop constraint library_command_what_known,
  add constraint library_command_what_known check (what in ('assign', 'tag', 'untag', 'take_back'));
-- What a post did lately.
create index library_command_post on library_command (post_id, at desc);
