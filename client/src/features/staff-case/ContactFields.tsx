import type { CaseView } from '@yijian/shared/application/case-contract'
import { contactMeans } from '@yijian/shared/vocabulary'
import { useState } from 'react'
import { useText } from '../../i18n/locale.tsx'
import { staffCaseTexts } from '../../i18n/zh-CN/staff-case.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { RadioGrid } from '../../ui/Choices.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { TextArea, TextInput } from '../../ui/TextInput.tsx'
import { Tick } from '../../ui/Tick.tsx'
import { useWord } from '../staff-work/use-word.ts'
import { countFields } from './contact-form.ts'

interface ContactFieldsProps {
  readonly view: CaseView
  /** The full number, when it has been asked for: then this is about a call. */
  readonly phone: string | undefined
  readonly errorOf: (field: string) => string | undefined
  readonly kept: (name: string) => string | undefined
}

/** What was found by phone or on a visit; the best-known numbers are filled in already. */
export function ContactFields({ view, phone, errorOf, kept }: ContactFieldsProps) {
  const { contactForm: texts, application } = useText(staffCaseTexts)
  const word = useWord()
  const [reached, setReached] = useState(kept('reached') === 'yes')
  const numbers = view.found ?? view.answers.numbers
  const party = numbers.partyBranch === null ? 'unknown' : numbers.partyBranch ? 'yes' : 'no'
  return (
    <>
      {phone !== undefined && (
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
      )}
      <RadioGrid
        side
        name="means"
        label={texts.means}
        error={errorOf('means')}
        defaultValue={kept('means') ?? (phone === undefined ? undefined : 'phone')}
        choices={Object.entries(contactMeans).map(([value, words]) => ({ value, label: word(words) }))}
      />
      <RadioGrid
        side
        name="reached"
        label={texts.reached}
        error={errorOf('reached')}
        defaultValue={kept('reached')}
        onPick={(value) => setReached(value === 'yes')}
        choices={[
          { value: 'yes', label: texts.reachedYes },
          { value: 'no', label: texts.reachedNo },
        ]}
      />
      {reached && (
        <>
          <TextInput
            name="spokeWith"
            label={texts.spokeWith}
            optional
            maxLength={40}
            autoComplete="off"
            defaultValue={kept('spokeWith') ?? view.answers.contactName}
          />
          <Tick
            name="authorityConfirmed"
            label={texts.authority}
            defaultChecked={kept('authorityConfirmed') !== undefined}
          />
          <fieldset className="choices">
            <legend>{texts.numbersTitle}</legend>
            <p className="hint">{texts.numbersHint}</p>
            <div className="pairs">
              {countFields.map((field) => (
                <NumberField
                  key={field}
                  name={field}
                  label={application[field]}
                  error={errorOf(field)}
                  mayBeUnknown={false}
                  defaultAnswer={{ typed: kept(field) ?? String(numbers[field] ?? ''), unknown: false }}
                />
              ))}
            </div>
          </fieldset>
          <RadioGrid
            side
            name="partyBranch"
            label={texts.partyBranch}
            defaultValue={kept('partyBranch') ?? party}
            choices={[
              { value: 'yes', label: application.yes },
              { value: 'no', label: application.no },
              { value: 'unknown', label: application.unknown },
            ]}
          />
        </>
      )}
      <TextArea
        name="note"
        label={texts.note}
        hint={texts.noteHint}
        optional
        maxLength={1000}
        defaultValue={kept('note')}
      />
    </>
  )
}
