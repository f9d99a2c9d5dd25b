import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { PlacePreview } from '@yijian/shared/places/contract'
import type { Place } from '@yijian/shared/values'
import { type FormEvent, useState } from 'react'
import { request } from '../../api/request.ts'
import { useCommand } from '../../api/use-command.ts'
import { useProblemErrors } from '../../api/use-form-errors.ts'
import { formatCount } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { staffPlacesTexts } from '../../i18n/zh-CN/staff-places.ts'
import { Button } from '../../ui/Button.tsx'
import { RadioGrid } from '../../ui/Choices.tsx'
import { ErrorSummary, type FormError } from '../../ui/ErrorSummary.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { StaffProblem } from '../staff-work/StaffProblem.tsx'
import { Consequences } from './Consequences.tsx'
import { correctPlaceEndpoint, previewCorrectionEndpoint } from './endpoints.ts'
import { StreetChoice } from './StreetChoice.tsx'

interface PlaceSheetProps {
  readonly enterprise: {
    readonly id: number
    readonly name: string
    readonly address: string | null
    readonly place: Place
    /** Its street was found with doubts: saying that it is right settles it. */
    readonly doubtful?: boolean
  }
  /** The street that was said elsewhere: only what follows from it is to be decided. */
  readonly settled?: Place
  readonly open: boolean
  readonly onClose: () => void
}

const FORM = 'place-form'

/** Chooses a street, shows what follows from it, and does it. */
export function PlaceSheet({ enterprise, settled, open, onClose }: PlaceSheetProps) {
  const { sheet: texts } = useText(staffPlacesTexts)
  const { locale } = useLocale()
  const toast = useToast()
  const queries = useQueryClient()
  const [streetId, setStreetId] = useState(settled && String(settled.id))
  const [teach, setTeach] = useState(true)
  const [errors, setErrors] = useState<readonly FormError[]>([])
  const params = { id: String(enterprise.id) }
  const preview = useQuery({
    queryKey: ['place-preview', enterprise.id, streetId],
    queryFn: () => request(previewCorrectionEndpoint, { params, query: { placeId: streetId ?? '' } }),
    enabled: open && streetId !== undefined,
  })
  const seen = streetId === undefined ? undefined : preview.data
  const together = teach && seen?.teaches != null
  const follows = together ? (seen?.follows ?? 0) : 0
  const correct = useCommand((body: { placeId: number; teach: boolean; follows: number; note?: string }, commandId) =>
    request(correctPlaceEndpoint, { params, body: { commandId, ...body } }),
  )
  const answered = useProblemErrors(correct.problem, ['placeId'])
  const shown = errors.length > 0 ? errors : answered
  /** Opened again, the choices are blank: what was picked before must not be what is confirmed then. */
  function close() {
    correct.clear()
    setErrors([])
    setStreetId(settled && String(settled.id))
    setTeach(true)
    onClose()
  }
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const note = String(new FormData(event.currentTarget).get('note') ?? '').trim()
    setErrors(seen ? [] : [{ field: 'placeId', message: texts.noStreet }])
    if (!seen) return
    const done = await correct.run({ placeId: seen.to.id, teach: together, follows, ...(note && { note }) })
    if (!done) return void preview.refetch()
    close()
    toast(texts.done(done.place.name, formatCount(done.moved + 1, locale)))
    void queries.invalidateQueries({ queryKey: ['place-pool'] })
    void queries.invalidateQueries({ queryKey: ['places-learned'] })
    void queries.invalidateQueries({ queryKey: ['library'] })
  }
  return (
    <Sheet
      open={open}
      onClose={close}
      title={settled ? texts.settledTitle(settled.name) : texts.title}
      foot={
        <Button type="submit" form={FORM} weight="main" busy={correct.busy}>
          {seen ? texts.confirm(formatCount(follows + 1, locale)) : texts.confirmPlain}
        </Button>
      }
    >
      <ErrorSummary errors={shown} />
      <p>
        {enterprise.name}
        <br />
        <span className="fine">{enterprise.address}</span>
      </p>
      <form id={FORM} className="form" noValidate onSubmit={submit}>
        {settled ? (
          <p>{texts.settledText}</p>
        ) : (
          <StreetChoice
            from={enterprise.place}
            doubtful={enterprise.doubtful === true}
            error={shown.find(({ field }) => field === 'placeId')?.message}
            onPick={(id) => {
              setStreetId(id)
              setErrors([])
              correct.clear()
            }}
          />
        )}
        {streetId !== undefined && !seen && (preview.error ? <Problem preview={preview} /> : <Skeleton />)}
        {seen && <Scope seen={seen} teach={teach} setTeach={setTeach} />}
        {seen && <Consequences seen={seen} together={together} />}
        <TextInput name="note" label={texts.note} optional maxLength={200} />
      </form>
    </Sheet>
  )
}

function Problem({ preview }: { readonly preview: { readonly error: unknown; readonly refetch: () => unknown } }) {
  return <StaffProblem problem={preview.error} retry={() => void preview.refetch()} />
}

interface ScopeProps {
  readonly seen: PlacePreview
  readonly teach: boolean
  readonly setTeach: (teach: boolean) => void
}

function Scope({ seen: { teaches, follows }, teach, setTeach }: ScopeProps) {
  const { sheet: texts } = useText(staffPlacesTexts)
  const { locale } = useLocale()
  if (!teaches) return <p className="lead">{texts.teachesNothing}</p>
  return (
    <RadioGrid
      name="scope"
      label={texts.scope}
      hint={texts.teaches(teaches.key)}
      defaultValue={teach ? 'together' : 'alone'}
      onPick={(picked) => setTeach(picked === 'together')}
      choices={[
        { value: 'together', label: texts.together(formatCount(follows, locale)), hint: texts.togetherHint },
        { value: 'alone', label: texts.alone, hint: texts.aloneHint },
      ]}
    />
  )
}
