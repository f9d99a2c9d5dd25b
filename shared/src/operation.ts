import type * as z from 'zod/mini'

/**
 * One HTTP operation: the only description that server, client, OpenAPI and the authorisation matrix share.
 *
 * `access` says who may call it at all; whether this caller may touch this very case is decided by
 * place, tier and agency (see `authority.ts`). `records` says what a call leaves behind.
 */
export type Access = 'anyone' | 'signed-in' | 'officer' | 'gateway' | 'demonstration'

export type Records =
  | 'nothing'
  | 'session'
  | 'draft'
  | 'ledger'
  | 'contact record'
  | 'invitation'
  | 'claim'
  | 'attachment'
  | 'upload'
  | 'import'
  | 'library'
  | 'place'
  | 'list'
  | 'task'
  | 'reply'

export type Schema = z.ZodMiniType

export type Operation = {
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Path with `:name` parameters, beginning with `/api/`. */
  readonly path: `/${string}`
  readonly summary: string
  readonly access: Access
  readonly records: Records
  readonly params?: Schema
  readonly query?: Schema
  readonly body?: Schema
  /** The body is `application/octet-stream`, at most this long; `Call.bytes` holds it. */
  readonly takesBytes?: number
  /** Every 2xx answer by status; refusals share `ErrorBody` and are added for all operations alike. */
  readonly responses: Readonly<Record<number, Schema>>
}

export function defineOperation<const O extends Operation>(operation: O): O {
  return operation
}

type Shape<S> = S extends Schema ? z.output<S> : undefined

export type ParamsOf<O extends Operation> = Shape<O['params']>
export type QueryOf<O extends Operation> = Shape<O['query']>
export type BodyOf<O extends Operation> = Shape<O['body']>
export type InputOf<S> = S extends Schema ? z.input<S> : undefined
/** The union of the bodies of all successful answers. */
export type AnswerOf<O extends Operation> = Shape<O['responses'][keyof O['responses']]>
