-- Applied after every migration run, for the application role named in yijian.app_role.
-- The ledger and the evidence are append-only for it: no UPDATE, no DELETE, no TRUNCATE.
do $$
declare
  app text := current_setting('yijian.app_role');
  append_only text[] := array['ledger_event', 'ledger_seal', 'ledger_sealed_head', 'evidence', 'procedure_version', 'enterprise_revision', 'contact_record', 'registry_rejected_download', 'outreach_event', 'outreach_contact', 'enterprise_phone_record', 'library_export', 'library_command', 'place_decision', 'message_reply', 'sending_rule', 'sending_rule_withdrawal', 'registry_status_word', 'place_key'];
  t record;
begin
  execute format('revoke all on all tables in schema public from %I', app);
  execute format('grant usage on schema public to %I', app);
  for t in select tablename from pg_tables where schemaname = 'public' loop
    if t.tablename = 'schema_migration' then
      execute format('grant select on public.%I to %I', t.tablename, app);
    elsif t.tablename = any (append_only) then
      execute format('grant select, insert on public.%I to %I', t.tablename, app);
    else
      execute format('grant select, insert, update, delete on public.%I to %I', t.tablename, app);
    end if;
  end loop;
  execute format('grant usage, select on all sequences in schema public to %I', app);
  -- What runs with the owner's rights is for the application alone.
  for t in select p.oid::regprocedure as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'public' and p.prosecdef loop
    execute format('revoke execute on function %s from public', t.name);
    execute format('grant execute on function %s to %I', t.name, app);
    -- Unless it is named, the schema of temporary tables comes first, where the application may put any name.
    execute format('alter function %s set search_path = pg_catalog, public, pg_temp', t.name);
  end loop;
  -- A register file is read into a table of its own.
  execute format('grant usage, create on schema registry_staging to %I', app);
  execute format('grant usage on schema pgboss to %I', app);
  execute format('grant select, insert, update, delete on all tables in schema pgboss to %I', app);
  execute format('grant usage, select on all sequences in schema pgboss to %I', app);
  execute format('grant execute on all functions in schema pgboss to %I', app);
end $$;
