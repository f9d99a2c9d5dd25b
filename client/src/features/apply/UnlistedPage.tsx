import { parseCreditCode } from '@yijian/shared/credit-code'
import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { paths } from '../../app/paths.ts'
import { useText } from '../../i18n/locale.tsx'
import { applyTexts } from '../../i18n/zh-CN/apply.ts'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { ErrorSummary, type FormError } from '../../ui/ErrorSummary.tsx'
import { Page } from '../../ui/Page.tsx'
import { StickyActions } from '../../ui/StickyActions.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { PhotoField } from '../photo/PhotoField.tsx'
import { PlacePicker } from '../place/PlacePicker.tsx'
import type { ChosenEnterprise } from './answers.ts'
import { useDraft } from './draft.tsx'
import { KeptAnswers } from './KeptAnswers.tsx'
import { useFormStart } from './use-form-start.ts'
import { nextPage } from './way.ts'

type Unlisted = Extract<ChosenEnterprise, { readonly known: false }>

/** An enterprise the register does not have: told by hand, with the licence. 依据: DOMAIN §8.10 第1行 */
export function UnlistedPage() {
  useFormStart()
  const { product } = useText(shellTexts)
  const { unlisted: texts, find, next } = useText(applyTexts)
  const navigate = useNavigate()
  const { answers, save } = useDraft()
  const [errors, setErrors] = useState<readonly FormError[]>([])
  const errorOf = (name: string) => errors.find(({ field }) => field === name)?.message
  const { enterprise } = answers
  if (enterprise === undefined || enterprise.known) return null
  const unlisted: Unlisted = enterprise
  const keep = (change: Partial<Unlisted>) => save({ enterprise: { ...unlisted, ...change } })

  function submit(event: FormEvent) {
    event.preventDefault()
    const reading = parseCreditCode(unlisted.creditCode)
    const found: FormError[] = []
    if (unlisted.name.trim() === '') found.push({ field: 'name', message: texts.nameMissing })
    if (!reading.ok) found.push({ field: 'creditCode', message: find.wrong[reading.problem] })
    if (!unlisted.place) found.push({ field: 'place', message: texts.placeMissing })
    if (!unlisted.licenceId) found.push({ field: 'licence', message: texts.licenceMissing })
    setErrors(found)
    if (found.length > 0 || !reading.ok) return
    const changed = save({ enterprise: { ...unlisted, creditCode: reading.code }, confirmed: true })
    navigate(nextPage(changed))
  }

  return (
    <Page
      title={texts.title}
      site={product}
      lead={texts.lead}
      step={{ now: 1, of: 4 }}
      back={{ href: paths.applyEnterprise() }}
      wrong={errors.length > 0}
    >
      <KeptAnswers />
      <ErrorSummary errors={errors} />
      <form noValidate className="form" onSubmit={submit}>
        <Card>
          <TextInput
            name="name"
            label={texts.name}
            hint={texts.nameHint}
            error={errorOf('name')}
            autoComplete="organization"
            maxLength={120}
            defaultValue={unlisted.name}
            onChange={(event) => keep({ name: event.currentTarget.value })}
          />
          <TextInput
            name="creditCode"
            label={texts.code}
            hint={texts.codeHint}
            error={errorOf('creditCode')}
            shape="code"
            maxLength={60}
            defaultValue={unlisted.creditCode}
            onChange={(event) => keep({ creditCode: event.currentTarget.value })}
          />
        </Card>
        <Card title={texts.place}>
          <PlacePicker defaultPlace={unlisted.place} error={errorOf('place')} onPick={(place) => keep({ place })} />
        </Card>
        <Card>
          <PhotoField
            name="licence"
            kind="licence"
            label={texts.licence}
            hint={texts.licenceHint}
            error={errorOf('licence')}
            given={unlisted.licenceId !== undefined}
            onGiven={(licenceId) => keep({ licenceId })}
          />
        </Card>
        <StickyActions>
          <Button type="submit" weight="main">
            {next}
          </Button>
        </StickyActions>
      </form>
    </Page>
  )
}
