import { localDay } from '@yijian/shared/application/clock'
import { inMonths } from '@yijian/shared/invitation/decline'
import { type ContactOutcome, contactOutcomes } from '@yijian/shared/outreach/lifecycle'
import { isReasoned, outreachActions, outreachWays, reasonsBy, reasonWord } from '@yijian/shared/outreach/words'
import { useState } from 'react'
import { useText } from '../../i18n/locale.tsx'
import { staffEnterpriseTexts } from '../../i18n/zh-CN/staff-enterprise.ts'
import { Button, LinkButton } from '../../ui/Button.tsx'
import { RadioGrid } from '../../ui/Choices.tsx'
import { TextArea, TextInput } from '../../ui/TextInput.tsx'
import { useWord } from '../staff-work/use-word.ts'
import type { Enterprise } from './next-step.ts'
import { outcomeOf, wayOf } from './record-form.ts'

interface RecordFieldsProps {
  readonly enterprise: Enterprise
  /** The full number, when it has been asked for: then this is about a call. */
  readonly phone: string | undefined
  readonly way: 'visit' | undefined
  readonly errorOf: (field: string) => string | undefined
  readonly kept: (name: string) => string | undefined
  /** Something was filled in without typing. */
  readonly changed: () => void
}

/** How, what came of it, why, and when to turn to it again; only what the outcome asks for. */
export function RecordFields({ enterprise, phone, way, errorOf, kept, changed }: RecordFieldsProps) {
  const { form: texts } = useText(staffEnterpriseTexts)
  const word = useWord()
  const today = localDay(new Date())
  const first = kept('way') ?? (phone === undefined ? way : 'phone')
  const [chosen, setChosen] = useState<string | undefined>(first)
  const [outcome, setOutcome] = useState<ContactOutcome | undefined>(outcomeOf(kept('outcome')))
  const offered = contactOutcomes.filter((one) => enterprise.outreach.allowed.includes(one))
  return (
    <>
      {phone !== undefined && <Call phone={phone} />}
      <RadioGrid
        side
        name="way"
        label={texts.way}
        error={errorOf('way')}
        defaultValue={first}
        onPick={setChosen}
        choices={Object.entries(outreachWays).map(([value, words]) => ({ value, label: word(words) }))}
      />
      <RadioGrid
        name="outcome"
        label={texts.outcome}
        error={errorOf('outcome')}
        defaultValue={outcome}
        onPick={(value) => setOutcome(outcomeOf(value))}
        choices={offered.map((value) => ({
          value,
          label: word(outreachActions[value]),
          hint: texts.outcomeHints[value],
        }))}
      />
      {outcome && isReasoned(outcome) && (
        <RadioGrid
          key={`${outcome} ${chosen}`}
          side
          name="reason"
          label={texts.reason}
          error={errorOf('reason')}
          defaultValue={kept('reason')}
          choices={reasonsBy(outcome, wayOf(chosen)).map((value) => ({ value, label: word(reasonWord(value)) }))}
        />
      )}
      {outcome && outcome !== 'rule_out' && (
        <NextDay
          today={today}
          optional={outcome !== 'not_now'}
          error={errorOf('nextOn')}
          kept={kept('nextOn')}
          changed={changed}
        />
      )}
      {outcome && outcome !== 'no_answer' && (
        <TextInput
          name="spokeWith"
          label={texts.spokeWith}
          optional
          maxLength={40}
          autoComplete="off"
          defaultValue={kept('spokeWith')}
        />
      )}
      <TextArea
        name="note"
        label={texts.note}
        hint={texts.noteHint}
        error={errorOf('note')}
        optional
        maxLength={1000}
        defaultValue={kept('note')}
      />
      <TextInput
        name="happenedOn"
        type="date"
        label={texts.happenedOn}
        error={errorOf('happenedOn')}
        defaultValue={kept('happenedOn') ?? today}
      />
    </>
  )
}

function Call({ phone }: { readonly phone: string }) {
  const { form: texts } = useText(staffEnterpriseTexts)
  return (
    <div className="card call">
      <p>
        <span className="fine">{texts.phone}</span>
        <strong className="number">{phone.replace(/^(\d{3})(\d{4})(\d{4})$/, '$1 $2 $3')}</strong>
      </p>
      <LinkButton weight="main" href={`tel:${phone}`}>
        {texts.dial}
      </LinkButton>
      <p className="fine">{texts.callThenRecord}</p>
    </div>
  )
}

interface NextDayProps {
  readonly today: string
  readonly optional: boolean
  readonly error: string | undefined
  readonly kept: string | undefined
  readonly changed: () => void
}

/** A day to come back on; the usual ones at one tap. */
function NextDay({ today, optional, error, kept, changed }: NextDayProps) {
  const { form: texts } = useText(staffEnterpriseTexts)
  const [day, setDay] = useState(kept ?? '')
  return (
    <>
      <TextInput
        name="nextOn"
        type="date"
        label={texts.nextOn}
        hint={texts.nextOnHint}
        optional={optional}
        error={error}
        value={day}
        onChange={(event) => setDay(event.target.value)}
      />
      <div className="tags">
        {[1, 3, 6].map((months) => (
          <Button
            key={months}
            small
            onClick={() => {
              setDay(inMonths(today, months))
              changed()
            }}
          >
            {texts.months(months)}
          </Button>
        ))}
      </div>
    </>
  )
}
