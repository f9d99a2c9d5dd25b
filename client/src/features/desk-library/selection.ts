import type { Selection } from '@yijian/shared/library/list-contract'
import { filtersOf, type LibraryWords } from './library-query.ts'

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

export function toggled(picked: Picked, id: number, name: string): Picked {
  const ids = new Map('ids' in picked ? picked.ids : [])
  if (!ids.delete(id)) ids.set(id, name)
  return { ids }
}
