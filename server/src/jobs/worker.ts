import type { Context } from '../context.ts'
import type { Gateway } from '../messages/gateway.ts'
import { sendMessage } from '../messages/send-message.ts'
import { createSimulatorGateway } from '../messages/simulator-gateway.ts'

/** Runs the jobs of every queue (`ROLE=all` or `worker`) until `context.queue.stop()`. */
export async function startWorker(context: Context, gateway = gatewayOf(context)): Promise<void> {
  // Without a gateway messages wait in the outbox, and their jobs with them.
  if (gateway) await context.queue.work('send-message', ({ messageId }) => sendMessage(context, gateway, messageId))
}

function gatewayOf(context: Context): Gateway | undefined {
  return context.config.gateway === 'simulator' ? createSimulatorGateway(context) : undefined
}
