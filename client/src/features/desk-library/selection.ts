import { MOST_PREVIEWED } from '@yijian/shared/library/limits'
import type { Selection } from '@yijian/shared/library/list-contract'
import { asQuery, filtersOf, type LibraryWords } from './library-query.ts'

/** Which enterprises something will be done to: those picked one by one, or whatever matches now. */
export type Picked =
  | { readonly ids: ReadonlyMap<number, string> }
  | { readonly all: LibraryWords; readonly count: number }

export const nothingPicked: Picked = { ids: new Map() }

export function countOf(picked: Picked): number {
  return 'ids' in picked ? picked.ids.size : picked.count
}

export function selectionOf(picked: Picked): Selection {
  return 'ids' in picked ? { ids: [...picked.ids.keys()] } : { filters: filtersOf(picked.all) }
}

/** As a preview asks for it; undefined for more than an address can name one by one. */
export function previewOf(picked: Picked): ReturnType<typeof asQuery> | { ids: string } | undefined {
  if (!('ids' in picked)) return asQuery(filtersOf(picked.all))
  const ids = [...picked.ids.keys()].join(',')
  return ids.length <= MOST_PREVIEWED ? { ids } : undefined
}

export function toggled(picked: Picked, id: number, name: string): Picked {
  const ids = new Map('ids' in picked ? picked.ids : [])
  if (!ids.delete(id)) ids.set(id, name)
  return { ids }
}
