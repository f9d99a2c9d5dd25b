import { reviewStates } from '@yijian/shared/vocabulary'
import { useNavigate } from 'react-router'
import { request } from '../../api/request.ts'
import { useSession } from '../../api/session.ts'
import { signOut } from '../../api/sign-out.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { Fetched } from '../../app/Fetched.tsx'
import { paths } from '../../app/paths.ts'
import { formatDay } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { applicationsTexts } from '../../i18n/zh-CN/applications.ts'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { Button, LinkButton } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { Queue, QueueCard } from '../../ui/QueueCard.tsx'
import { StatusTag } from '../../ui/StatusTag.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { listEndpoint } from './endpoints.ts'
import { tones, useWord } from './words.ts'

export function ApplicationsPage() {
  const { product } = useText(shellTexts)
  const { list: texts } = useText(applicationsTexts)
  const { locale } = useLocale()
  const word = useWord()
  const phone = useSession()?.account.phoneMasked
  const mine = useAnswer('mine', () => request(listEndpoint))
  return (
    <Page title={texts.title} site={product} lead={phone && texts.signedInAs(phone)}>
      <Fetched of={mine}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              title={texts.none}
              action={
                <LinkButton weight="main" href={paths.apply()}>
                  {texts.start}
                </LinkButton>
              }
            >
              {texts.noneText}
            </EmptyState>
          ) : (
            <>
              <Queue>
                {items.map(({ id, number, enterpriseName, state, submittedAt, yourTurn }) => (
                  <QueueCard
                    key={id}
                    href={paths.application(String(id))}
                    title={enterpriseName}
                    meta={texts.submitted(number, formatDay(submittedAt, locale))}
                    tags={<StatusTag tone={tones[state]}>{word(reviewStates[state])}</StatusTag>}
                    {...(yourTurn && { due: { text: texts.yourTurn, tone: 'soon' as const } })}
                  />
                ))}
              </Queue>
              <LinkButton href={paths.apply()}>{texts.another}</LinkButton>
            </>
          )
        }
      </Fetched>
      <SignOut />
    </Page>
  )
}

function SignOut() {
  const { list: texts } = useText(applicationsTexts)
  const navigate = useNavigate()
  const toast = useToast()
  async function leave() {
    navigate(paths.home())
    await signOut().catch(() => toast(texts.signOutOffline))
  }
  return (
    <Button weight="quiet" onClick={leave}>
      {texts.signOut}
    </Button>
  )
}
