import type { StatusClass, StatusWords } from '@yijian/shared/enterprise-status'
import type pg from 'pg'

/** What people of the city have said of words for a status: of each the last. */
export async function readStatusWords(client: Pick<pg.ClientBase, 'query'>): Promise<StatusWords> {
  const { rows } = await client.query<{ word: string; class: StatusClass }>(
    `select w.word, w.status_class as class from registry_status_word w
     where not exists (select from registry_status_word later where later.replaces = w.id)`,
  )
  return new Map(rows.map((row) => [row.word, row.class]))
}
