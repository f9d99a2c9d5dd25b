import type { TemplateId } from '@yijian/shared/messages/templates'

export type OutgoingMessage = {
  /** Ours; gateways carry it along (`outId`, `SessionContext`) and can be asked for it. */
  readonly id: string
  readonly template: TemplateId
  readonly params: Readonly<Record<string, string>>
  readonly phone: string
}

/**
 * Why a call failed, which decides what may follow: `refused` is final; `not_sent` may be tried again;
 * `unclear` (no answer) must be asked about before it is tried again, or the phone rings twice.
 */
export type GatewayFailure = 'refused' | 'not_sent' | 'unclear'

export class GatewayError extends Error {
  readonly failure: GatewayFailure
  constructor(failure: GatewayFailure, reason: string) {
    super(reason)
    this.name = 'GatewayError'
    this.failure = failure
  }
}

/** What somebody answered to a message. */
export type Reply = {
  readonly gateway: string
  /** The same each time the gateway tells of this reply. */
  readonly key: string
  /** As the gateway writes it. */
  readonly phone: string
  readonly text: string
  readonly sentAt: Date
}

export type Gateway = {
  readonly name: string
  /**
   * Answers within 10 s, or throws: after 12 s the message counts as interrupted.
   * @returns the gateway's own reference
   * @throws GatewayError; any other error counts as unclear
   */
  send(message: OutgoingMessage): Promise<string>
  /** The reference of a message the gateway has, `absent` when it never got it, `unknown` when it cannot tell. */
  find(message: Pick<OutgoingMessage, 'id' | 'phone'>): Promise<{ ref: string } | 'absent' | 'unknown'>
}
