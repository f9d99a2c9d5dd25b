import type { AnswerOf, InputOf, Operation } from '@yijian/shared/operation'

/** An operation as the browser needs it: where to send what. The type still knows the whole contract. */
export interface Endpoint<O extends Operation = Operation> {
  readonly method: O['method']
  readonly path: O['path']
  /** Never there at run time; it carries the operation's types. */
  readonly contract?: O
}

/**
 * Names an operation of the contract without loading its schemas: `endpoint<typeof submitApplication>('POST',
 * '/api/applications')`. A method or path that differs from the contract's does not compile.
 */
export function endpoint<O extends Operation>(method: O['method'], path: O['path']): Endpoint<O> {
  return { method, path }
}

type Part<Name extends string, S> =
  InputOf<S> extends undefined
    ? { readonly [Key in Name]?: undefined }
    : undefined extends S
      ? { readonly [Key in Name]?: InputOf<S> }
      : Record<string, never> extends InputOf<S>
        ? { readonly [Key in Name]?: InputOf<S> }
        : { readonly [Key in Name]: InputOf<S> }

/** What a call of this operation takes; parts the operation does not have cannot be given. */
export type CallOf<O extends Operation> = Part<'params', O['params']> &
  Part<'query', O['query']> &
  Part<'body', O['body']>

export type AnswerTo<E> = E extends Endpoint<infer O> ? AnswerOf<O> : never
