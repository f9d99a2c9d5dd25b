import type { ApplicationView } from '@yijian/shared/application/contract'
import { returnReasons } from '@yijian/shared/vocabulary'
import { paths } from '../../app/paths.ts'
import { formatDay } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { applicationsTexts } from '../../i18n/zh-CN/applications.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Steps } from '../../ui/Timeline.tsx'
import { useWord } from './words.ts'

/** What the applicant is to do now, if anything: correct, hold the meeting, or apply again. */
export function NextForApplicant({ application }: { readonly application: ApplicationView }) {
  const { next } = useText(applicationsTexts)
  const { locale } = useLocale()
  const { actions, state, nextContactOn, history } = application
  if (actions.includes('resubmit')) return <Correct application={application} />
  if (actions.includes('submit_result')) return <Meeting application={application} />
  if (state === 'deferred')
    return <WayOn text={nextContactOn ? next.deferred(formatDay(nextContactOn, locale)) : next.deferredSoon} />
  if (state === 'refused')
    return <WayOn said={history.findLast(({ action }) => action === 'refuse')?.text} text={next.refused} />
  if (state === 'withdrawn') return <WayOn />
  return null
}

function Correct({ application }: { readonly application: ApplicationView }) {
  const { correct: texts } = useText(applicationsTexts)
  const word = useWord()
  const { correct } = application
  return (
    <Card title={texts.title}>
      <ul className="prose">
        {correct?.reasons.map((reason) => (
          <li key={reason}>{word(returnReasons[reason])}</li>
        ))}
      </ul>
      {correct?.text && <Said text={correct.text} />}
      <Until application={application} say={texts.by} />
      <LinkButton weight="main" href={paths.correction(String(application.id))}>
        {texts.action}
      </LinkButton>
    </Card>
  )
}

function Meeting({ application }: { readonly application: ApplicationView }) {
  const { meeting } = useText(applicationsTexts)
  const { correct, id } = application
  return (
    <>
      {correct && (
        <Notice tone="look" title={meeting.sentBack}>
          <p>{correct.text}</p>
        </Notice>
      )}
      <Card title={meeting.title}>
        <Steps steps={[meeting.notify, meeting.read, meeting.vote, meeting.report]} />
        <Until application={application} say={meeting.by} />
        <LinkButton weight="main" href={paths.result(String(id))}>
          {meeting.action}
        </LinkButton>
      </Card>
    </>
  )
}

/** The day by which the applicant's turn ends, beside what is to be done until then. */
function Until({ application, say }: { readonly application: ApplicationView; readonly say: (day: string) => string }) {
  const { locale } = useLocale()
  const { who, dueAt } = application.holder
  // Once the time is over, the state says what then holds.
  return dueAt && who === 'applicant' && application.state !== 'dormant' ? (
    <p className="hint">{say(formatDay(dueAt, locale))}</p>
  ) : null
}

function WayOn({ said, text }: { readonly said?: string | null | undefined; readonly text?: string }) {
  const { next } = useText(applicationsTexts)
  return (
    <Card>
      {said && <Said text={said} />}
      {text && <p>{text}</p>}
      <LinkButton href={paths.apply()}>{next.again}</LinkButton>
    </Card>
  )
}

function Said({ text }: { readonly text: string }) {
  const { correct } = useText(applicationsTexts)
  return (
    <Notice tone="look" title={correct.said}>
      <p>{text}</p>
    </Notice>
  )
}
