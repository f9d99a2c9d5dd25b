import { type Calendar, calendarOf } from '@yijian/shared/application/clock'
import { sql } from 'drizzle-orm'
import { rows, type Tx } from '../db/tx.ts'

/** The working days of the city as they stand in the database today. */
export async function readCalendar(tx: Tx): Promise<Calendar> {
  const days = await rows<{ day: string; working: boolean }>(tx, sql`select day, working from calendar_day`)
  return calendarOf(new Map(days.map(({ day, working }) => [day, working])))
}
