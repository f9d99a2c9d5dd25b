import { sealLedger } from '../ledger/seal-ledger.ts'
import { verifyLedger } from '../ledger/verify-ledger.ts'
import type { Command } from './command.ts'

const SHOWN = 20

export const runVerifyLedger: Command = {
  usage: '[--seal]',
  about: 'Read the whole ledger with its key and report what does not fit; --seal seals the heads afterwards.',
  options: { seal: { type: 'boolean' } },
  async run({ context, values, json, say, warn }) {
    const report = await verifyLedger(context)
    const sealed = values.seal === true && report.problems.length === 0 ? await sealLedger(context) : 0
    if (json) say(JSON.stringify({ ...report, sealed }))
    else {
      for (const { applicationId, seq, problem } of report.problems.slice(0, SHOWN)) {
        warn(
          `${applicationId === null ? '' : `application ${applicationId}${seq === null ? '' : `, event ${seq}`}: `}${problem}`,
        )
      }
      if (report.problems.length > SHOWN) warn(`… and ${report.problems.length - SHOWN} more`)
      say(
        `${report.events} events of ${report.applications} applications, ${report.seals} seals: ${report.problems.length === 0 ? 'everything fits' : `${report.problems.length} ${report.problems.length === 1 ? 'problem' : 'problems'}`}`,
      )
    }
    return report.problems.length === 0 ? 0 : 1
  },
}
