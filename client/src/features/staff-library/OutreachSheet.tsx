import { useQuery } from '@tanstack/react-query'
import { localDay } from '@yijian/shared/application/clock'
import { outreachReasons, outreachStates } from '@yijian/shared/outreach/words'
import { useEffect, useRef, useState } from 'react'
import { Refused } from '../../api/problems.ts'
import { request } from '../../api/request.ts'
import { useFormErrors } from '../../api/use-form-errors.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { staffEnterpriseTexts } from '../../i18n/zh-CN/staff-enterprise.ts'
import { Button } from '../../ui/Button.tsx'
import { RadioGrid } from '../../ui/Choices.tsx'
import { ErrorSummary, type FormError } from '../../ui/ErrorSummary.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { TextArea, TextInput } from '../../ui/TextInput.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { listAssigneesEndpoint } from '../staff-work/endpoints.ts'
import { useWord } from '../staff-work/use-word.ts'
import type { Enterprise } from './next-step.ts'
import { RecordFields } from './RecordFields.tsx'
import { readRecord } from './record-form.ts'
import type { EnterpriseCommands } from './use-enterprise.ts'
import type { KeptRecord } from './use-kept-record.ts'

export type Panel =
  | {
      readonly shows: 'record'
      readonly phone?: { readonly id: number; readonly number: string }
      readonly way?: 'visit'
    }
  | { readonly shows: 'assign' | 'rest' | 'phone' }
  | { readonly shows: 'silence'; readonly phoneId: number }

interface OutreachSheetProps {
  readonly enterprise: Enterprise
  readonly commands: EnterpriseCommands
  readonly kept: KeptRecord
  readonly panel: Panel | undefined
  readonly show: (panel: Panel | undefined) => void
}

const FORM = 'outreach-form'
const fields = ['way', 'outcome', 'reason', 'nextOn', 'happenedOn', 'spokeWith', 'note', 'postId', 'phone']

/** The one sheet of the page. What was typed in a record outlives closing it, a dead network and a reload. */
export function OutreachSheet({ enterprise, commands, kept, panel, show }: OutreachSheetProps) {
  const texts = useText(staffEnterpriseTexts)
  const { form } = texts
  const { locale } = useLocale()
  const word = useWord()
  const toast = useToast()
  const formErrors = useFormErrors()
  const [errors, setErrors] = useState<readonly FormError[]>([])
  const start = useRef<HTMLDivElement>(null)
  const element = useRef<HTMLFormElement>(null)
  const shows = panel?.shows
  const { outreach } = enterprise
  const command = commandOf(commands, shows)
  const changed = command.problem instanceof Refused && command.problem.code === 'outreach_changed'
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.message
  // What stood here when the sheet was opened, or when a refusal said what it is now: the page may learn more beneath it.
  const seen = useRef(outreach.version)
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  useEffect(() => {
    seen.current = outreach.version
  }, [shows, command.problem])
  // biome-ignore lint/correctness/useExhaustiveDependencies: worded once for each refusal, so that focus moves once
  useEffect(() => {
    if (command.problem === undefined) return
    setErrors(changed ? [] : formErrors(command.problem, fields))
    if (changed) start.current?.focus()
  }, [command.problem])
  useEffect(() => {
    setErrors([])
    if (shows) start.current?.focus()
  }, [shows])

  function finish(message: string) {
    show(undefined)
    toast(message)
  }
  async function submit(data: FormData) {
    setErrors([])
    const version = seen.current
    if (panel?.shows === 'record') {
      const called = panel.phone
      const read = readRecord(data, version, {
        today: localDay(new Date()),
        establishedOn: enterprise.establishedOn,
        texts: form,
        locale,
      })
      if (!read.contact) return setErrors(read.errors)
      if (!(await commands.record.run({ ...read.contact, ...(called && { phoneId: called.id }) }))) return
      kept.forget()
      return finish(form.saved)
    }
    if (panel?.shows === 'silence') {
      if (await commands.silence.run(panel.phoneId)) finish(texts.phones.silenced)
      return
    }
    if (shows === 'phone') {
      const added = await commands.addPhone.run(String(data.get('phone') ?? '').trim())
      if (added) finish(texts.phones.added(added.masked))
      return
    }
    if (shows === 'assign') {
      const postId = Number(data.get('postId') ?? 0)
      if (postId === 0) return setErrors([{ field: 'postId', message: form.pickAssignee }])
      const moved = await commands.move.run({ version, action: 'assign', postId })
      if (moved) finish(texts.outreach.assigned(moved.assignedTo?.officerName ?? ''))
      return
    }
    const reason = Object.keys(outreachReasons.rest).find((one) => one === data.get('reason'))
    if (reason === undefined) return setErrors([{ field: 'reason', message: form.pickReason }])
    const note = String(data.get('note') ?? '').trim()
    const rest = { version, action: 'rest', reason: reason as keyof typeof outreachReasons.rest } as const // found among them
    if (await commands.move.run({ ...rest, ...(note && { note }) })) finish(texts.outreach.rested)
  }

  const { phones } = texts
  const titles = {
    record: form.title,
    assign: form.assignTitle,
    rest: form.restTitle,
    phone: phones.addTitle,
    silence: phones.silenceTitle,
  }
  const saves = {
    record: form.save,
    assign: form.assignSave,
    rest: form.restSave,
    phone: phones.addSave,
    silence: phones.silenceSave,
  }
  return (
    <Sheet
      open={panel !== undefined}
      onClose={() => {
        command.clear()
        show(undefined)
      }}
      title={shows ? titles[shows] : ''}
      foot={
        shows && (
          <Button type="submit" form={FORM} weight="main" busy={command.busy}>
            {saves[shows]}
          </Button>
        )
      }
    >
      <div ref={start} tabIndex={-1} className="sheet-start">
        {changed && (
          <Notice tone="look" title={formErrors(command.problem)[0]?.message ?? ''} live>
            <p>{texts.outreach.changed(word(outreachStates[outreach.state]))}</p>
          </Notice>
        )}
        <ErrorSummary errors={errors} />
        <form
          id={FORM}
          key={shows}
          ref={element}
          className="sheet-form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            void submit(new FormData(event.currentTarget))
          }}
          onChange={(event) => shows === 'record' && kept.keep(new FormData(event.currentTarget))}
        >
          {panel?.shows === 'record' && (
            <>
              {kept.restored && <p className="fine">{form.kept}</p>}
              <RecordFields
                enterprise={enterprise}
                phone={panel.phone?.number}
                way={panel.way}
                errorOf={errorOf}
                kept={kept.value}
                changed={() => setTimeout(() => element.current && kept.keep(new FormData(element.current)))}
              />
            </>
          )}
          {shows === 'assign' && <Assignees enterprise={enterprise} error={errorOf('postId')} />}
          {shows === 'rest' && <Rest errorOf={errorOf} />}
          {panel?.shows === 'silence' && (
            <>
              <p className="number">{enterprise.phones.find(({ id }) => id === panel.phoneId)?.masked}</p>
              <p>{phones.silenceText}</p>
            </>
          )}
          {shows === 'phone' && (
            <TextInput
              name="phone"
              type="tel"
              inputMode="tel"
              label={texts.phones.addLabel}
              hint={texts.phones.addHint}
              error={errorOf('phone')}
              maxLength={30}
              autoComplete="off"
            />
          )}
        </form>
      </div>
    </Sheet>
  )
}

function commandOf(commands: EnterpriseCommands, shows: Panel['shows'] | undefined) {
  switch (shows) {
    case 'record':
      return commands.record
    case 'phone':
      return commands.addPhone
    case 'silence':
      return commands.silence
    default:
      return commands.move
  }
}

function Assignees({ enterprise, error }: { readonly enterprise: Enterprise; readonly error: string | undefined }) {
  const { form: texts } = useText(staffEnterpriseTexts)
  const formErrors = useFormErrors()
  const id = String(enterprise.id)
  const asked = useQuery({
    queryKey: ['assignees', id],
    queryFn: () => request(listAssigneesEndpoint, { params: { id } }),
  })
  if (!asked.data) return asked.error ? <p>{formErrors(asked.error)[0]?.message}</p> : <Skeleton lines={3} />
  return (
    <RadioGrid
      name="postId"
      label={texts.assignTo}
      error={error}
      choices={asked.data.items.map((one) => ({
        value: String(one.postId),
        label: one.mine ? texts.me(one.officerName) : one.officerName,
        hint: texts.assignee(one.officeName, one.carries),
      }))}
    />
  )
}

function Rest({ errorOf }: { readonly errorOf: (field: string) => string | undefined }) {
  const { form: texts } = useText(staffEnterpriseTexts)
  const word = useWord()
  return (
    <>
      <p>{texts.restText}</p>
      <RadioGrid
        name="reason"
        label={texts.reason}
        error={errorOf('reason')}
        choices={Object.entries(outreachReasons.rest).map(([value, words]) => ({ value, label: word(words) }))}
      />
      <TextArea name="note" label={texts.note} hint={texts.noteHint} error={errorOf('note')} optional maxLength={500} />
    </>
  )
}
