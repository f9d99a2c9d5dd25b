import { outreachStates, reasonWord } from '@yijian/shared/outreach/words'
import { useExplain } from '../../api/explain.ts'
import { Refused } from '../../api/problems.ts'
import { formatDay, formatMoment } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { staffEnterpriseTexts } from '../../i18n/zh-CN/staff-enterprise.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { StatusTag } from '../../ui/StatusTag.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { useWord } from '../staff-work/use-word.ts'
import type { Enterprise } from './next-step.ts'
import type { Panel } from './OutreachSheet.tsx'
import { outreachTone } from './outreach-tone.ts'
import type { EnterpriseCommands } from './use-enterprise.ts'

interface OutreachCardProps {
  readonly enterprise: Enterprise
  readonly commands: EnterpriseCommands
  readonly show: (panel: Panel) => void
  /** A sheet is open, which says itself what went wrong. */
  readonly quiet: boolean
}

/** Where outreach stands, why, until when, and who has it. */
export function OutreachCard({ enterprise: { outreach }, commands, show, quiet }: OutreachCardProps) {
  const { outreach: texts } = useText(staffEnterpriseTexts)
  const { locale } = useLocale()
  const word = useWord()
  const explain = useExplain()
  const { state, byFact, reason, nextOn, due, unreachableCount, allowed, assignedTo, saidByInvited } = outreach
  const facts: Readonly<Record<string, string>> = texts.byFact
  const { problem } = commands.move
  const day = nextOn === null ? '' : formatDay(nextOn, locale)
  return (
    <Card title={texts.title}>
      <div className="tags">
        <StatusTag tone={outreachTone(state)}>{word(outreachStates[state])}</StatusTag>
        {due && <StatusTag tone="look">{texts.due}</StatusTag>}
        {unreachableCount > 0 && !byFact && <StatusTag tone="plain">{texts.attempts(unreachableCount)}</StatusTag>}
      </div>
      {byFact && <p>{facts[state]}</p>}
      {!byFact && reason && <p>{word(reasonWord(reason))}</p>}
      {!byFact && saidByInvited && (
        <p>{texts.saidByInvited(formatMoment(saidByInvited.at, locale), saidByInvited.phoneMasked)}</p>
      )}
      {!byFact && nextOn && <p>{due ? texts.dueSince(day) : texts.next(day)}</p>}
      {!byFact && nextOn && state === 'not_now' && !due && <p className="fine">{texts.untilThen}</p>}
      <p className="fine">
        {assignedTo === null
          ? texts.nobody
          : assignedTo.mine
            ? texts.mine
            : texts.by(assignedTo.officerName, assignedTo.officeName)}
        {assignedTo?.left && ` · ${texts.left}`}
      </p>
      {!quiet && problem !== undefined && (
        // Nothing was filled in for a tap, so nothing of it is kept.
        <p role="alert">
          {problem instanceof Refused && problem.code === 'outreach_changed' ? texts.overtaken : explain(problem)}
        </p>
      )}
      <Hands enterprise={{ outreach }} commands={commands} show={show} can={(action) => allowed.includes(action)} />
    </Card>
  )
}

interface HandsProps {
  readonly enterprise: Pick<Enterprise, 'outreach'>
  readonly commands: EnterpriseCommands
  readonly show: (panel: Panel) => void
  readonly can: (action: Enterprise['outreach']['allowed'][number]) => boolean
}

/** Taking on, handing on, setting aside: beside the main way, and small. */
function Hands({ enterprise: { outreach }, commands, show, can }: HandsProps) {
  const { outreach: texts } = useText(staffEnterpriseTexts)
  const toast = useToast()
  const { version, assignedTo } = outreach
  const mine = assignedTo?.mine === true
  const { busy, run } = commands.move
  async function move(action: 'assign' | 'give_back' | 'reopen', said: string) {
    if (await run({ version, action })) toast(said)
  }
  return (
    <div className="tags">
      {can('reopen') && (
        <Button small busy={busy} onClick={() => void move('reopen', texts.reopened)}>
          {texts.reopen}
        </Button>
      )}
      {can('assign') && !mine && (
        <Button small busy={busy} onClick={() => void move('assign', texts.taken)}>
          {texts.take}
        </Button>
      )}
      {can('assign') && (
        <Button small weight="quiet" onClick={() => show({ shows: 'assign' })}>
          {texts.assign}
        </Button>
      )}
      {can('give_back') && mine && (
        <Button small weight="quiet" busy={busy} onClick={() => void move('give_back', texts.returned)}>
          {texts.giveBack}
        </Button>
      )}
      {can('rest') && (
        <Button small weight="quiet" onClick={() => show({ shows: 'rest' })}>
          {texts.rest}
        </Button>
      )}
    </div>
  )
}
