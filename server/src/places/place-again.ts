import { createPlaceFinder } from '@yijian/shared/division'
import { type SQL, sql } from 'drizzle-orm'
import { firstRow, rows, type Tx } from '../db/tx.ts'
import { inTx, readPlaces } from '../divisions/read-places.ts'
import { ADDRESS, POOLS } from './place-area.ts'
import { lockPlaces } from './plan-correction.ts'

/** The last decision about places. They are numbered in the order in which they come to hold; see lockPlaces. */
export async function lastPlaceDecision(tx: Pick<Tx, 'execute'>): Promise<number> {
  const row = await firstRow<{ id: number }>(tx, sql`select coalesce(max(id), 0)::int as id from place_decision`)
  return row?.id ?? 0
}

/**
 * Rows of a register file that were placed before a lesson about their building was taught or revoked: they follow it.
 * @param upto the last decision that was known when they were placed
 * @returns the last one that they follow now
 */
export async function placeStagedAgain(tx: Tx, staged: string, upto: number): Promise<number> {
  const newest = await lastPlaceDecision(tx)
  await placeAgain(tx, upto, {
    table: sql.raw(staged),
    key: sql`row_number`,
    condition: sql`e.credit_code is not null and not e.duplicate and not e.unchanged and e.place_how <> 'assigned'`,
  })
  return newest
}

/** The same for what a file has just changed in the register, while lessons came that saw neither it nor what was before. */
export async function placeAppliedAgain(tx: Tx, batchId: number, upto: number): Promise<void> {
  if ((await lastPlaceDecision(tx)) === upto) return
  await lockPlaces(tx)
  await placeAgain(tx, upto, {
    table: sql`enterprise`,
    key: sql`id`,
    condition: sql`e.batch_id = ${batchId} and (e.place_how in ${POOLS} or e.place_how = 'learned_building') for update`,
  })
}

/** The same for what taking a file back has restored: it was placed by what was taught at its time. */
export async function placeUndoneAgain(tx: Tx, batchId: number): Promise<void> {
  if ((await lastPlaceDecision(tx)) === 0) return
  await lockPlaces(tx)
  await placeAgain(tx, 0, {
    table: sql`enterprise`,
    key: sql`id`,
    condition: sql`e.id in (select b.enterprise_id from enterprise_before b where b.batch_id = ${batchId})
      and (e.place_how in ${POOLS} or e.place_how = 'learned_building') for update`,
  })
}

type Misplaced = { readonly table: SQL; readonly key: SQL; readonly condition: SQL }
type Row = { readonly key: number; readonly address: string | null; readonly writtenAfter: string | null }

async function placeAgain(tx: Tx, upto: number, { table, key, condition }: Misplaced): Promise<void> {
  const taught = await rows<{ key: string }>(
    tx,
    sql`select distinct key from learned_place where decision_id > ${upto} or revoked_by > ${upto}`,
  )
  if (taught.length === 0) return
  const found = await rows<Row>(
    tx,
    sql`select e.${key} as key, ${ADDRESS} as address, e.established_on as "writtenAfter" from ${table} e
        where e.building_key = any (${sql.param(taught.map((one) => one.key))}::text[]) and ${condition}`,
  )
  if (found.length === 0) return
  const findPlace = createPlaceFinder(await readPlaces(inTx(tx)))
  const answers = found.map((one) => ({
    row: one.key,
    ...findPlace(one.address ?? '', { writtenAfter: one.writtenAfter }),
  }))
  const column = <K extends keyof (typeof answers)[number]>(name: K) => sql.param(answers.map((one) => one[name]))
  await tx.execute(sql`
    update ${table} e set place_id = a.place_id, place_how = a.how, place_certain = a.certain, community_id = a.community_id,
      learned_place_id = a.learned_id
    from unnest(${column('row')}::bigint[], ${column('placeId')}::int[], ${column('how')}::text[], ${column('certain')}::boolean[],
      ${column('communityId')}::int[], ${column('learnedId')}::int[]) as a (row, place_id, how, certain, community_id, learned_id)
    where e.${key} = a.row`)
}
