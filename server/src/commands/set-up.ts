import { localDay } from '@yijian/shared/application/clock'
import { CalendarDate } from '@yijian/shared/calendar-date'
import { agencies, roles, tiers } from '@yijian/shared/vocabulary'
import { systemScope, withTx } from '../db/tx.ts'
import { addOffice } from '../offices/add-office.ts'
import { addOfficer } from '../offices/add-officer.ts'
import { addPost, disableAccount, endPost } from '../offices/posts.ts'
import { type Command, CommandError, readList, requireText } from './command.ts'

export const addOfficeCommand: Command = {
  usage: '--name N --tier T --divisions CODES | --enterprises CODES [--agency A] [--desk-phone P]',
  about: 'Add an office over places (division codes) or over a list of enterprises (credit codes), comma separated.',
  options: {
    name: { type: 'string' },
    tier: { type: 'string' },
    agency: { type: 'string', default: 'league' },
    divisions: { type: 'string' },
    enterprises: { type: 'string' },
    'desk-phone': { type: 'string' },
  },
  async run({ context, values, json, say }) {
    const deskPhone = typeof values['desk-phone'] === 'string' ? values['desk-phone'] : undefined
    const base = {
      name: requireText(values, 'name'),
      tier: pick('tier', tiers, values.tier),
      agency: pick('agency', agencies, values.agency),
      deskPhone,
    }
    const creditCodes = readList(values.enterprises)
    const id = await withTx(context.database, systemScope, (tx) =>
      addOffice(
        tx,
        creditCodes.length > 0
          ? { ...base, covers: 'enterprises', creditCodes }
          : { ...base, covers: 'places', divisionCodes: readList(values.divisions) },
      ),
    )
    say(json ? JSON.stringify({ id }) : `Office ${id} added.`)
    return 0
  },
}

export const addOfficerCommand: Command = {
  usage: '--phone P --name N',
  about: 'Add an officer, who signs in with this phone.',
  options: { phone: { type: 'string' }, name: { type: 'string' } },
  async run({ context, values, json, say }) {
    const officer = { phone: requireText(values, 'phone'), name: requireText(values, 'name') }
    const id = await withTx(context.database, systemScope, (tx) => addOfficer(tx, context, officer))
    say(json ? JSON.stringify({ id }) : `Officer ${id} added.`)
    return 0
  },
}

export const addPostCommand: Command = {
  usage: '--phone P --office N [--role clerk|secretary] [--from DAY] [--to DAY]',
  about: 'Give an officer a post at an office.',
  options: {
    phone: { type: 'string' },
    office: { type: 'string' },
    role: { type: 'string', default: 'clerk' },
    from: { type: 'string' },
    to: { type: 'string' },
  },
  async run({ context, values, json, say }) {
    const today = localDay(context.now())
    const post = {
      phone: requireText(values, 'phone'),
      officeName: requireText(values, 'office'),
      role: pick('role', roles, values.role),
      from: day('from', values.from) ?? today,
      to: day('to', values.to),
    }
    const id = await withTx(context.database, systemScope, (tx) => addPost(tx, context, post))
    say(json ? JSON.stringify({ id }) : `Post ${id} added.`)
    return 0
  },
}

export const endPostCommand: Command = {
  usage: '--phone P --office N [--on DAY]',
  about: 'End what an officer holds at an office, today or from a day on.',
  options: { phone: { type: 'string' }, office: { type: 'string' }, on: { type: 'string' } },
  async run({ context, values, json, say }) {
    const post = {
      phone: requireText(values, 'phone'),
      officeName: requireText(values, 'office'),
      on: day('on', values.on) ?? localDay(context.now()),
    }
    await withTx(context.database, systemScope, (tx) => endPost(tx, context, post))
    say(json ? JSON.stringify({ endedOn: post.on }) : `Ended from ${post.on} on.`)
    return 0
  },
}

export const disableOfficerCommand: Command = {
  usage: '--phone P',
  about: 'Sign an officer out everywhere and refuse this phone from now on, as when it is lost.',
  options: { phone: { type: 'string' } },
  async run({ context, values, json, say }) {
    const phone = requireText(values, 'phone')
    await withTx(context.database, systemScope, (tx) => disableAccount(tx, context, phone))
    say(json ? JSON.stringify({ disabled: true }) : 'Signed out everywhere, and refused from now on.')
    return 0
  },
}

function pick<W extends Record<string, unknown>>(name: string, words: W, value: unknown): keyof W & string {
  if (typeof value === 'string' && Object.hasOwn(words, value)) return value
  throw new CommandError(`--${name} must be one of ${Object.keys(words).join(', ')}.`)
}

function day(name: string, value: unknown): string | undefined {
  if (value === undefined) return undefined
  const read = CalendarDate.safeParse(value)
  if (read.success) return read.data
  throw new CommandError(`--${name} must be a day such as 2026-11-22.`)
}
