import { type SQL, sql } from 'drizzle-orm'

/**
 * The day that a batch of the register speaks of, `YYYY-MM-DD`: its file's own, else the one in Hangzhou on which it was taken in.
 * @param batch what the statement calls the row of `registry_batch`
 */
export function registerDay(batch = 'b'): SQL {
  return sql.raw(`to_char(coalesce(${batch}.source_date,
    (coalesce(${batch}.applied_at, ${batch}.started_at) at time zone 'Asia/Shanghai')::date), 'YYYY-MM-DD')`)
}
