import { type StatusClass, statusWordKey } from '@yijian/shared/enterprise-status'
import type { MetStatusWord, StatusWordView } from '@yijian/shared/imports/status-word-contract'
import { sql } from 'drizzle-orm'
import { isoOf } from '../db/moments.ts'
import { rows, type Tx } from '../db/tx.ts'

/** What was last said of a word; see registry/read-status-words.ts for what files are read with. */
export type Naming = {
  readonly id: number
  readonly word: string
  readonly class: StatusClass
  readonly by: string | null
  readonly at: string
  readonly source: string
}

/** Of words as `statusWordKey` has them, or of all that anything was said of, by the word. */
export async function lastNamings(tx: Pick<Tx, 'execute'>, words?: readonly string[]): Promise<Map<string, Naming>> {
  if (words?.length === 0) return new Map()
  const found = await rows<Naming>(
    tx,
    sql`select w.id, w.word, w.status_class as class, o.name as by, w.named_at as at, w.source
        from registry_status_word w left join officer o on o.id = w.named_by
        where ${words ? sql`w.word = any (${sql.param(words)}::text[])` : sql`true`}
          and not exists (select from registry_status_word later where later.replaces = w.id)
        order by w.word`,
  )
  return new Map(found.map((naming) => [naming.word, { ...naming, at: isoOf(naming.at) }]))
}

/** A file's words with what is said of them now. */
export async function viewStatusWords(
  tx: Pick<Tx, 'execute'>,
  words: readonly MetStatusWord[],
): Promise<StatusWordView[]> {
  const namings = await lastNamings(
    tx,
    words.map(({ word }) => statusWordKey(word)),
  )
  return words.map((met) => {
    const naming = namings.get(statusWordKey(met.word))
    if (!naming) return { ...met, named: null }
    const { word: _, ...named } = naming
    return { ...met, named }
  })
}

export type NewNaming = { readonly word: string; readonly class: StatusClass; readonly seen: number | null }
export type NamedBy = { readonly officerId: number | null; readonly source: string; readonly now: Date }

/**
 * Writes down what words mean, one at a time in the whole product. A word that means this already is left as it is.
 * @returns the words of which something else was said than who names them has seen; then nothing is written
 */
export async function recordNamings(tx: Tx, named: readonly NewNaming[], by: NamedBy): Promise<readonly string[]> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('yijian.status-words'))`)
  const namings = await lastNamings(
    tx,
    named.map(({ word }) => word),
  )
  const changed = named.filter(({ word, class: said }) => namings.get(word)?.class !== said)
  const unseen = changed.filter(({ word, seen }) => (namings.get(word)?.id ?? null) !== seen)
  if (unseen.length > 0) return unseen.map(({ word }) => word)
  for (const { word, class: said, seen } of changed)
    await tx.execute(sql`insert into registry_status_word (word, status_class, replaces, source, named_by, named_at)
      values (${word}, ${said}, ${seen}, ${by.source}, ${by.officerId}, ${by.now.toISOString()})`)
  return []
}
