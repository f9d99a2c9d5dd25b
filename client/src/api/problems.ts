import type { ErrorBody, ErrorCode } from '@yijian/shared/errors'

/** The server answered no, and says why by a code of the closed list. */
export class Refused extends Error {
  readonly status: number
  readonly code: ErrorCode
  readonly body: ErrorBody
  constructor(status: number, body: ErrorBody) {
    super(body.code)
    this.name = 'Refused'
    this.status = status
    this.code = body.code
    this.body = body
  }
}

/** No answer came, or none of ours: whether the server has acted is not known, so send the same command again. */
export class Unreachable extends Error {
  constructor(cause?: unknown) {
    super('unreachable', { cause })
    this.name = 'Unreachable'
  }
}
