import type { ClaimTable } from '../cross-check/read-claims.ts'
import type { ChosenColumns, TableRow, UnknownTable } from '../registry/tables/table.ts'
import type { UnreadableRegister } from '../registry/tables/unreadable-register.ts'

/** The file, in pieces that are given away. */
export type ListThreadData = {
  readonly name: string
  readonly pieces: readonly Uint8Array[]
  readonly chosen: ChosenColumns | undefined
}

/** Its first message comes by itself, each further one when it is asked for `more`. */
export type FromListThread =
  | { readonly kind: 'table'; readonly table: Omit<ClaimTable, 'rows'> }
  | { readonly kind: 'rows'; readonly rows: readonly TableRow[] }
  | { readonly kind: 'end' }
  | ({ readonly kind: 'failed'; readonly table: UnknownTable | undefined } & Pick<
      UnreadableRegister,
      'message' | 'key' | 'detail'
    >)
