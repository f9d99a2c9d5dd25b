import type { Readable } from 'node:stream'
import type { Language } from '@yijian/shared/errors'
import type { AnswerOf, BodyOf, Operation, ParamsOf, QueryOf } from '@yijian/shared/operation'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import type { OfficerCaller, SignedIn } from '../identity/caller.ts'

export type CallerOf<O extends Operation> = O['access'] extends 'officer'
  ? OfficerCaller
  : O['access'] extends 'signed-in'
    ? SignedIn
    : SignedIn | undefined

/** An uploaded picture; its bytes are as sent, its type as declared: check the magic bytes. */
export type UploadedFile = { readonly type: 'image/jpeg' | 'image/png'; readonly bytes: Buffer }

export type Call<O extends Operation> = {
  readonly context: Context
  readonly caller: CallerOf<O>
  readonly params: ParamsOf<O>
  readonly query: QueryOf<O>
  readonly body: BodyOf<O>
  /** Set for operations that record an attachment, and only for them. */
  readonly file: UploadedFile | undefined
  /** Set for operations that take bytes, and only for them. */
  readonly bytes: Buffer | undefined
  /** Network address of the caller, as far as the configured number of proxies vouches for it. */
  readonly address: string
  readonly language: Language
  readonly requestId: string
  /** For cookies; everything else an operation needs is above. */
  readonly http: { readonly request: FastifyRequest; readonly reply: FastifyReply }
}

const answerKind: unique symbol = Symbol('answer')

/** An answer with its status, where an operation declares several. */
export type Answer<Body> = { readonly [answerKind]: 'body'; readonly status: number; readonly body: Body }

/** Bytes for the browser to show (`inline`) or to save under `name`. */
export type FileAnswer = {
  readonly [answerKind]: 'file'
  readonly type: string
  readonly bytes: Buffer | string | Readable
  readonly name: string | undefined
}

export function answer<Body>(status: number, body: Body): Answer<Body> {
  return { [answerKind]: 'body', status, body }
}

/** @param name file name to save under; without it the browser shows the file */
export function fileAnswer(type: string, bytes: Buffer | string | Readable, name?: string): FileAnswer {
  return { [answerKind]: 'file', type, bytes, name }
}

export type Handler<O extends Operation> = (call: Call<O>) => Promise<AnswerOf<O> | Answer<AnswerOf<O>> | FileAnswer>

export type Route = { readonly operation: Operation; readonly handle: Handler<Operation> }

/** Pairs an operation with what serves it; the compiler holds the two together. */
export function route<const O extends Operation>(operation: O, handler: Handler<O>): Route {
  // The list of routes forgets each operation's own type; `reply` only ever calls a handler with its own operation's input.
  return { operation, handle: handler as unknown as Handler<Operation> }
}

/** Runs one handler and sends what it answers. */
export async function serve(
  context: Context,
  { operation, handle }: Route,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const result = await handle({
    context,
    // The caller was found, and refused if need be, before the body was read.
    caller: request.caller as CallerOf<Operation>,
    // Parsed by the operation's own schemas before this runs.
    params: request.params as never,
    query: request.query as never,
    body: (request.file || request.bytes ? undefined : request.body) as never,
    file: request.file,
    bytes: request.bytes,
    address: request.ip,
    language: request.language,
    requestId: request.id,
    http: { request, reply },
  })
  if (isAnswer(result)) {
    if (result[answerKind] === 'body') return reply.code(result.status).send(result.body)
    const disposition = result.name ? `attachment; filename*=UTF-8''${encodeURIComponent(result.name)}` : 'inline'
    return reply.type(result.type).header('content-disposition', disposition).send(result.bytes)
  }
  return reply.code(Number(Object.keys(operation.responses)[0])).send(result)
}

function isAnswer(value: unknown): value is Answer<unknown> | FileAnswer {
  return typeof value === 'object' && value !== null && answerKind in value
}
