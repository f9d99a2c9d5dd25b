-- What a word for a registration status means, as somebody of the city said from a moment on, before what the product came
-- with. 依据: DOMAIN §3.3, §9 `status.map`
create table registry_status_word (
  id int generated always as identity primary key,
  -- As shared/src/enterprise-status.ts reads it: NFKC, without blanks. All of a cell, not a part of it.
  word text not null,
  status_class text not null,
  -- What was said of the word before this; null: nothing. One follows upon another, so that of two at once one is refused.
  replaces int unique references registry_status_word (id),
  source text not null,
  -- Null: by command.
  named_by int references officer (id),
  named_at timestamptz not null,
  constraint registry_status_word_is_one check (char_length(word) between 1 and 60 and word !~ '\s'),
  constraint registry_status_word_class_known
    check (status_class in ('live', 'paused', 'moved', 'liquidation', 'revoked', 'gone', 'unknown')),
  constraint registry_status_word_has_source check (btrim(source) <> '')
);
create unique index registry_status_word_first on registry_status_word (word) where replaces is null;
create index registry_status_word_word on registry_status_word (word, id);
create index registry_status_word_named_by on registry_status_word (named_by) where named_by is not null;
