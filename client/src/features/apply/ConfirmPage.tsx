import type { PublicEnterprise } from '@yijian/shared/library/contract'
import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { paths } from '../../app/paths.ts'
import { useText } from '../../i18n/locale.tsx'
import { type ApplyTexts, applyTexts } from '../../i18n/zh-CN/apply.ts'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { ErrorSummary, type FormError } from '../../ui/ErrorSummary.tsx'
import { CreditCodeText, type Fact, KeyValue } from '../../ui/KeyValue.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { StickyActions } from '../../ui/StickyActions.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { BlockedWay } from './BlockedWay.tsx'
import { useDraft } from './draft.tsx'
import { KeptAnswers } from './KeptAnswers.tsx'
import { OperatingPlace } from './OperatingPlace.tsx'
import { useFormStart } from './use-form-start.ts'
import { namesStreet, nextPage } from './way.ts'

/** What the register says, for a yes; only what differs is typed. */
export function ConfirmPage() {
  useFormStart()
  const { answers } = useDraft()
  const [movedButHere, setMovedButHere] = useState(false)
  if (!answers.enterprise?.known) return null
  const { enterprise } = answers.enterprise
  const { way } = enterprise
  if (way === 'closed' || way === 'public_body') return <BlockedWay enterprise={enterprise} way={way} />
  if (way === 'moved' && !movedButHere && answers.place === undefined)
    return <BlockedWay enterprise={enterprise} way="moved" onGoOn={() => setMovedButHere(true)} />
  return <ConfirmForm enterprise={enterprise} />
}

function ConfirmForm({ enterprise }: { readonly enterprise: PublicEnterprise }) {
  const { product } = useText(shellTexts)
  const { confirm: texts, next } = useText(applyTexts)
  const navigate = useNavigate()
  const { answers, save } = useDraft()
  const { declaredName, declaredPrincipal } = answers
  const [correcting, setCorrecting] = useState(Boolean(declaredName || declaredPrincipal))
  const [errors, setErrors] = useState<readonly FormError[]>([])
  const mustSayWhere = !namesStreet(enterprise) || enterprise.way === 'moved'

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const where = form.get('where')
    const wanted = mustSayWhere ? where !== 'not_sure' : where === 'elsewhere'
    if (wanted && answers.place === undefined) {
      return setErrors([{ field: mustSayWhere && where === null ? 'where' : 'place', message: texts.placeMissing }])
    }
    const typed = (name: string) => String(form.get(name) ?? '').trim() || undefined
    const changed = save({
      confirmed: true,
      declaredName: typed('declaredName'),
      declaredPrincipal: typed('declaredPrincipal'),
      place: wanted ? answers.place : undefined,
    })
    navigate(nextPage(changed))
  }

  return (
    <Page
      title={texts.title}
      site={product}
      step={{ now: 1, of: 4 }}
      back={{ href: paths.applyEnterprise(), label: texts.another }}
      wrong={errors.length > 0}
    >
      <KeptAnswers />
      <ErrorSummary errors={errors} />
      {enterprise.way === 'apply_with_check' && (
        <Notice tone="look" title={texts.check.title}>
          <p>{texts.check.text(enterprise.statusText ?? '')}</p>
        </Notice>
      )}
      <form noValidate className="form" onSubmit={submit}>
        <Card>
          <KeyValue facts={factsOf(enterprise, texts)} />
          <p className="hint">{texts.source}</p>
          {!correcting && (
            <Button weight="quiet" onClick={() => setCorrecting(true)}>
              {texts.wrong}
            </Button>
          )}
        </Card>
        {correcting && (
          <Card title={texts.wrongTitle}>
            <p className="hint">{texts.wrongText}</p>
            <TextInput
              name="declaredName"
              label={texts.declaredName}
              optional
              autoComplete="organization"
              maxLength={120}
              defaultValue={declaredName}
            />
            <TextInput
              name="declaredPrincipal"
              label={texts.declaredPrincipal}
              optional
              autoComplete="off"
              maxLength={40}
              defaultValue={declaredPrincipal}
            />
          </Card>
        )}
        <OperatingPlace
          enterprise={enterprise}
          mustSay={mustSayWhere}
          place={answers.place}
          errors={errors}
          onPick={(place) => save({ place })}
        />
        <StickyActions>
          <Button type="submit" weight="main">
            {correcting ? next : texts.right}
          </Button>
        </StickyActions>
      </form>
    </Page>
  )
}

function factsOf(enterprise: PublicEnterprise, texts: ApplyTexts['confirm']) {
  const facts: Fact[] = [{ label: texts.name, value: enterprise.name }]
  if (enterprise.creditCode)
    facts.push({ label: texts.code, value: <CreditCodeText code={enterprise.creditCode} />, full: true })
  if (enterprise.principalMasked) facts.push({ label: texts.principal, value: enterprise.principalMasked })
  if (enterprise.statusText) facts.push({ label: texts.status, value: enterprise.statusText })
  if (namesStreet(enterprise)) facts.push({ label: texts.street, value: enterprise.place.name })
  return facts
}
