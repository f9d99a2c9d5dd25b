-- What an agency noted is shown row by row as before; only how the rule is asked is new. As `exists` PostgreSQL may answer it
-- by reading every enterprise of the officer's places first, which for a city is all of the register. A single value of
-- one enterprise it can only look up.
do $$
declare t text;
begin
  foreach t in array array['outreach', 'outreach_contact', 'outreach_event', 'enterprise_phone_record'] loop
    execute format($policy$
      alter policy %I on %I using (
        (select nullif(current_setting('yijian.system', true), '')) = 'on'
        or (agency = (select nullif(current_setting('yijian.agency', true), ''))
          and (enterprise_id = any ((select nullif(current_setting('yijian.enterprises', true), '')::bigint[])::bigint[])
            or (select e.place_id from enterprise e where e.id = enterprise_id)
              = any ((select nullif(current_setting('yijian.places', true), '')::int[])::int[]))))
    $policy$, t || '_scope', t);
  end loop;
end $$;
