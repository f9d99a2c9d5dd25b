import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { rows, systemScope, withTx } from '../db/tx.ts'
import { importRegister } from '../imports/import-register.ts'
import { followUpImport } from '../tasks/follow-up-import.ts'
import { stories } from './stories.ts'
import { registerOf, type StoryEnterprise } from './story-enterprises.ts'

/** The street whose officers the sign-in page of a demonstration offers first. */
const STREET = '330106011'
const NEIGHBOUR = '浙江省杭州市西湖区文新街道云起路8号'

type Change = (enterprise: StoryEnterprise) => Partial<StoryEnterprise>
const ofOrganised: readonly Change[] = [
  () => ({ status: '注销' }),
  ({ name }) => ({ name: name.replace('杭州', '杭州新') }),
]
const ofOpen: readonly Change[] = [() => ({ principal: '柳如初' }), () => ({ address: NEIGHBOUR })]

/**
 * The next quarter's register: in one street an organisation's enterprise has closed, another has a new name, and of the
 * applications under way one has a new principal and one has moved. What follows is worked out as for any register.
 */
export async function addNewerRegister(
  context: Context,
  enterprises: readonly StoryEnterprise[],
  sourceDate: string,
): Promise<void> {
  const found = await withTx(context.database, systemScope, (tx) =>
    rows<{ code: string; organised: boolean }>(
      tx,
      sql`select e.credit_code as code, r.state in ('established', 'registered') as organised
          from review r join enterprise e on e.id = r.enterprise_id join division d on d.id = r.place_id
          where d.code = ${STREET} and r.agency = 'league' and r.state in ('established', 'registered', 'verifying', 'awaiting_acceptance')
          order by r.id`,
    ),
  )
  // The people one can sign in as keep the story they are told with.
  const free = found.filter(({ code }) => !stories[enterprises.findIndex((one) => one.creditCode === code)]?.account)
  const changes = new Map<string, Change>()
  const give = (organised: boolean, all: readonly Change[]) =>
    free
      .filter((one) => one.organised === organised)
      .slice(0, all.length)
      .forEach(({ code }, at) => {
        const change = all[at]
        if (change) changes.set(code, change)
      })
  give(true, ofOrganised)
  give(false, ofOpen)
  const newer = enterprises.map((one) => ({ ...one, ...changes.get(one.creditCode)?.(one) }))
  const { batch } = await importRegister(context, { source: registerOf(newer), sourceDate })
  await followUpImport(context, batch)
}
