import type { ApplicationView } from '@yijian/shared/application/contract'
import { reviewStates } from '@yijian/shared/vocabulary'
import { useState } from 'react'
import { useParams } from 'react-router'
import { Refused } from '../../api/problems.ts'
import { request } from '../../api/request.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { Fetched } from '../../app/Fetched.tsx'
import { NotFoundPage } from '../../app/NotFoundPage.tsx'
import { paths } from '../../app/paths.ts'
import { useText } from '../../i18n/locale.tsx'
import { applicationsTexts } from '../../i18n/zh-CN/applications.ts'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { StatusTag } from '../../ui/StatusTag.tsx'
import { AnswersSent } from './AnswersSent.tsx'
import { readEndpoint } from './endpoints.ts'
import { HolderCard } from './HolderCard.tsx'
import { NextForApplicant } from './NextForApplicant.tsx'
import { Outcome } from './Outcome.tsx'
import { History, Way } from './Way.tsx'
import { WithdrawSheet } from './WithdrawSheet.tsx'
import { tones, useWord } from './words.ts'

/** One application for its sender: what it is waiting for, who has it, until when, whom to call, what comes next. */
export function ApplicationPage() {
  const { product } = useText(shellTexts)
  const { title, back } = useText(applicationsTexts)
  const { id = '' } = useParams()
  const fetched = useAnswer(id, () => request(readEndpoint, { params: { id } }))
  if (fetched.problem instanceof Refused && fetched.problem.status === 404) return <NotFoundPage />
  return (
    <Page title={title} site={product} back={{ href: paths.applications(), label: back }}>
      <Fetched of={fetched}>
        {(application) => <Progress application={application} onChange={fetched.replace} onStale={fetched.reload} />}
      </Fetched>
    </Page>
  )
}

interface ProgressProps {
  readonly application: ApplicationView
  readonly onChange: (application: ApplicationView) => void
  readonly onStale: () => void
}

function Progress({ application, onChange, onStale }: ProgressProps) {
  const texts = useText(applicationsTexts)
  const word = useWord()
  const [withdrawing, setWithdrawing] = useState(false)
  const { enterprise, number, state } = application
  return (
    <>
      <Card title={enterprise.name}>
        <div className="tags">
          <StatusTag tone={tones[state]}>{word(reviewStates[state])}</StatusTag>
        </div>
        <p>{texts.meaning[state]}</p>
        <p className="hint">{texts.number(number)}</p>
      </Card>
      {application.enterpriseClosed && (
        <Notice tone="look" title={texts.closed.title}>
          <p>{texts.closed.text}</p>
        </Notice>
      )}
      <NextForApplicant application={application} />
      <Outcome application={application} />
      <HolderCard application={application} />
      <Way application={application} />
      <History application={application} />
      <AnswersSent application={application} />
      {application.actions.includes('withdraw') && (
        <>
          <Button weight="quiet" onClick={() => setWithdrawing(true)}>
            {texts.withdraw.action}
          </Button>
          <WithdrawSheet
            application={application}
            open={withdrawing}
            onClose={() => setWithdrawing(false)}
            onWithdrawn={onChange}
            onStale={onStale}
          />
        </>
      )}
    </>
  )
}
