import type { PublicEnterprise } from '@yijian/shared/library/contract'
import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { request } from '../../api/request.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { useFormErrors } from '../../api/use-form-errors.ts'
import { paths } from '../../app/paths.ts'
import { useText } from '../../i18n/locale.tsx'
import { applyTexts } from '../../i18n/zh-CN/apply.ts'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { ErrorSummary, type FormError } from '../../ui/ErrorSummary.tsx'
import { Page } from '../../ui/Page.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { forAnotherEnterprise } from './answers.ts'
import { useDraft } from './draft.tsx'
import { provenEndpoint } from './endpoints.ts'
import { EnterpriseRows, Missing, Repair } from './FoundEnterprises.tsx'
import { type Found, findEnterprise } from './find-enterprise.ts'
import { KeptAnswers } from './KeptAnswers.tsx'

/** Which enterprise: one's own at one tap, else by its code or its name in one field. */
export function FindPage() {
  const { product } = useText(shellTexts)
  const { find: texts } = useText(applyTexts)
  const formErrors = useFormErrors()
  const navigate = useNavigate()
  const { answers, save } = useDraft()
  const mine = useAnswer('mine', () => request(provenEndpoint)).answer?.items ?? []
  const [errors, setErrors] = useState<readonly FormError[]>([])
  const [found, setFound] = useState<Found>()
  const [busy, setBusy] = useState(false)

  function choose(enterprise: PublicEnterprise) {
    const same = answers.enterprise?.known && answers.enterprise.enterprise.id === enterprise.id
    const proven = mine.some((one) => one.enterprise.id === enterprise.id)
    save({ ...(!same && forAnotherEnterprise), enterprise: { known: true, enterprise, proven } })
    navigate(paths.applyConfirm())
  }

  function enterByHand(creditCode: string, name: string) {
    const before = answers.enterprise
    const same = before?.known === false && before.creditCode === creditCode
    if (!same) save({ ...forAnotherEnterprise, enterprise: { known: false, creditCode, name } })
    navigate(paths.applyUnlisted())
  }

  async function search(sought: string) {
    if (busy) return
    setFound(undefined)
    setErrors([])
    const [first] = sought.trim() === '' ? [texts.missing] : [...sought.trim()].length < 2 ? [texts.tooShort] : []
    if (first !== undefined) return setErrors([{ field: 'sought', message: first }])
    setBusy(true)
    try {
      const next = await findEnterprise(sought)
      if (next.result === 'found') choose(next.enterprise)
      else setFound(next)
      if (next.result === 'wrong_code') setErrors([{ field: 'sought', message: texts.wrong[next.reason] }])
    } catch (problem) {
      setErrors(formErrors(problem, ['sought']))
    } finally {
      setBusy(false)
    }
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    search(String(new FormData(event.currentTarget).get('sought') ?? ''))
  }

  return (
    <Page
      title={texts.title}
      site={product}
      step={{ now: 1, of: 4 }}
      back={{ href: paths.home() }}
      wrong={errors.length > 0}
    >
      <KeptAnswers />
      <ErrorSummary errors={errors} />
      {mine.length > 0 && (
        <Card title={texts.mine}>
          <p className="hint">{texts.mineHint}</p>
          <EnterpriseRows enterprises={mine.map(({ enterprise }) => enterprise)} onPick={choose} />
        </Card>
      )}
      <Card title={texts.other}>
        <form noValidate onSubmit={submit} className="buttons">
          <TextInput
            name="sought"
            label={texts.label}
            hint={texts.hint}
            error={errors.find(({ field }) => field === 'sought')?.message}
            autoComplete="off"
            enterKeyHint="search"
            maxLength={60}
          />
          <Button type="submit" weight={mine.length > 0 ? 'plain' : 'main'} busy={busy}>
            {texts.search}
          </Button>
        </form>
      </Card>
      <div role="status" className="form">
        {found?.result === 'wrong_code' && found.repair !== null && (
          <Repair
            code={found.repair}
            enterprise={found.enterprise}
            onUse={() => (found.enterprise ? choose(found.enterprise) : search(found.repair ?? ''))}
          />
        )}
        {found?.result === 'several' && (
          <Card title={texts.results}>
            <EnterpriseRows enterprises={found.enterprises} onPick={choose} />
            <Button weight="quiet" onClick={() => enterByHand('', found.sought)}>
              {texts.none.neither}
            </Button>
          </Card>
        )}
        {found?.result === 'none' && <Missing onEnter={() => enterByHand(found.creditCode, found.name)} />}
      </div>
    </Page>
  )
}
