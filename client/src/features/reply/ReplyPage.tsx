import type { AnswerOf } from '@yijian/shared/operation'
import type { readReply } from '@yijian/shared/organisations/contract'
import { useNavigate, useParams } from 'react-router'
import { endpoint } from '../../api/endpoint.ts'
import { Refused } from '../../api/problems.ts'
import { request } from '../../api/request.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { Fetched } from '../../app/Fetched.tsx'
import { NotFoundPage } from '../../app/NotFoundPage.tsx'
import { paths } from '../../app/paths.ts'
import { formatDay } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { type ReplyTexts, replyTexts } from '../../i18n/zh-CN/reply.ts'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { Button } from '../../ui/Button.tsx'
import { Page } from '../../ui/Page.tsx'
import { Paper } from '../../ui/Paper.tsx'
import { StickyActions } from '../../ui/StickyActions.tsx'

const replyEndpoint = endpoint<typeof readReply>('GET', '/api/replies/:id')
type Reply = AnswerOf<typeof readReply>

/** A reply as paper, to read and to print; its words are made from the facts it rests on. */
export function ReplyPage() {
  const { product } = useText(shellTexts)
  const texts = useText(replyTexts)
  const { locale } = useLocale()
  const navigate = useNavigate()
  const { id = '' } = useParams()
  const fetched = useAnswer(id, () => request(replyEndpoint, { params: { id } }))
  if (fetched.problem instanceof Refused && fetched.problem.status === 404) return <NotFoundPage />
  return (
    <Page title={texts.title} site={product}>
      <Fetched of={fetched} lines={10}>
        {(reply) => (
          <>
            {locale === 'en' && <p className="hint no-print">{texts.translation}</p>}
            <Paper
              issuer={reply.officeName}
              number={reply.number}
              title={texts[reply.kind].title(reply.organisationName)}
              to={texts.to(reply.kind === 'committee' ? reply.enterprises.join(texts.comma) : reply.addressee)}
              paragraphs={[...paragraphsOf(reply, texts), texts.end]}
              signedBy={reply.officeName}
              date={formatDay(reply.issuedOn, locale)}
              foot={
                reply.filedWith.length > 0 && (
                  <p className="paper-filed">{texts.filed(reply.filedWith.join(texts.comma))}</p>
                )
              }
            />
            <StickyActions pair>
              {/* Opened from a message there is no page to go back to. */}
              <Button onClick={() => (history.state?.idx > 0 ? navigate(-1) : navigate(paths.applications()))}>
                {texts.back}
              </Button>
              <Button weight="main" onClick={() => print()}>
                {texts.print}
              </Button>
            </StickyActions>
          </>
        )}
      </Fetched>
    </Page>
  )
}

function paragraphsOf(reply: Reply, texts: ReplyTexts): string[] {
  const { organisationName, applicationNumber, secretaryName, enterprises } = reply
  switch (reply.kind) {
    case 'formation': {
      const { received, agree, meeting } = texts.formation.paragraphs
      return [received(applicationNumber), agree(organisationName), meeting]
    }
    case 'result': {
      const { received, agree, agreeUnnamed, established } = texts.result.paragraphs
      const agreed = secretaryName === null ? agreeUnnamed(organisationName) : agree(organisationName, secretaryName)
      return [received(applicationNumber), agreed, established(organisationName)]
    }
    case 'committee': {
      const { received, agree, covers, work } = texts.committee.paragraphs
      return [received(applicationNumber), agree(organisationName), covers(enterprises.join(texts.comma)), work]
    }
  }
}
