import { fillDemonstration, isEmpty } from '../demonstration/fill-demonstration.ts'
import { printAccounts } from '../demonstration/print-accounts.ts'
import { type Command, CommandError } from './command.ts'

export const runDemonstration: Command = {
  usage: '',
  about: 'Fill an empty database with the made-up sample: enterprises, offices, officers, applications in every state.',
  options: {},
  async run({ context, say, warn }) {
    if (context.config.production) throw new CommandError('There is no demonstration with NODE_ENV=production.')
    if (!(await isEmpty(context)))
      throw new CommandError('The database has rows already; the sample goes into an empty one only.')
    warn('Filling the database with a made-up sample …')
    await fillDemonstration(context)
    await printAccounts(context, say)
    return 0
  },
}
