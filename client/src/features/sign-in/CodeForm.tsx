import type { CodeSent, Session, signIn } from '@yijian/shared/identity/contract'
import { type FormEvent, useEffect, useState } from 'react'
import { endpoint } from '../../api/endpoint.ts'
import { useExplain } from '../../api/explain.ts'
import { Refused } from '../../api/problems.ts'
import { request } from '../../api/request.ts'
import { setSession } from '../../api/session.ts'
import { useText } from '../../i18n/locale.tsx'
import { signInTexts } from '../../i18n/zh-CN/sign-in.ts'
import { keepDraftsOf } from '../../offline/draft.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { ErrorSummary, type FormError } from '../../ui/ErrorSummary.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { useToast } from '../../ui/Toast.tsx'

const signInEndpoint = endpoint<typeof signIn>('POST', '/api/sign-in/sessions')
const RESEND_AFTER_S = 60

interface CodeFormProps {
  readonly sent: CodeSent
  /** Asks for another code; the answer replaces `sent`. */
  readonly resend: () => Promise<void>
  readonly onSignedIn: (session: Session) => void
  /** Told whether errors are shown, for the browser's title. */
  readonly onWrong: (wrong: boolean) => void
}

/** Six digits from a message; what is wrong with them is said at the field. */
export function CodeForm({ sent, resend, onSignedIn, onWrong }: CodeFormProps) {
  const { code: texts } = useText(signInTexts)
  const explain = useExplain()
  const [errors, setErrors] = useState<readonly FormError[]>([])
  const [busy, setBusy] = useState(false)

  function show(next: readonly FormError[]) {
    setErrors(next)
    onWrong(next.length > 0)
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (busy) return
    const code = String(new FormData(event.currentTarget).get('code') ?? '')
      .normalize('NFKC')
      .replace(/\s/g, '')
    if (!/^\d{6}$/.test(code)) return show([{ field: 'code', message: texts.missing }])
    setBusy(true)
    try {
      const session = await request(signInEndpoint, { body: { requestId: sent.requestId, code } })
      void keepDraftsOf(session.account.phoneMasked)
      setSession(session)
      onSignedIn(session)
    } catch (problem) {
      const atField = problem instanceof Refused && problem.code === 'code_wrong'
      show([{ message: explain(problem), ...(atField && { field: 'code' }) }])
      setBusy(false)
    }
  }

  return (
    <>
      <ErrorSummary errors={errors} />
      <Card>
        <form noValidate onSubmit={submit} className="buttons">
          <TextInput
            key={sent.requestId}
            name="code"
            label={texts.label}
            hint={texts.sentTo(sent.phoneMasked)}
            error={errors.find(({ field }) => field === 'code')?.message}
            shape="once"
            maxLength={12}
            enterKeyHint="go"
          />
          <Button type="submit" weight="main" busy={busy}>
            {texts.submit}
          </Button>
        </form>
        <Resend key={sent.requestId} resend={resend} onProblem={(problem) => show([{ message: explain(problem) }])} />
      </Card>
      <details className="card">
        <summary>{texts.nothingCame}</summary>
        <p>{texts.nothingCameText}</p>
      </details>
    </>
  )
}

interface ResendProps {
  readonly resend: () => Promise<void>
  readonly onProblem: (problem: unknown) => void
}

function Resend({ resend, onProblem }: ResendProps) {
  const { code: texts } = useText(signInTexts)
  const toast = useToast()
  const [left, setLeft] = useState(RESEND_AFTER_S)
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    if (left <= 0) return
    const timer = setTimeout(() => setLeft(left - 1), 1000)
    return () => clearTimeout(timer)
  }, [left])

  async function again() {
    setBusy(true)
    try {
      await resend()
      toast(texts.resent)
    } catch (problem) {
      onProblem(problem)
    } finally {
      setBusy(false)
    }
  }

  if (left > 0) return <p className="hint">{texts.wait(left)}</p>
  return (
    <Button weight="quiet" busy={busy} onClick={again}>
      {texts.again}
    </Button>
  )
}
