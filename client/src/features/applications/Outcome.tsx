import type { ApplicationView } from '@yijian/shared/application/contract'
import { organisationKinds } from '@yijian/shared/vocabulary'
import { paths } from '../../app/paths.ts'
import { formatDay } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { applicationsTexts } from '../../i18n/zh-CN/applications.ts'
import { Card } from '../../ui/Card.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Link } from '../../ui/Link.tsx'
import { useWord } from './words.ts'

/** The organisation that has come of it, and the papers to read and print. */
export function Outcome({ application }: { readonly application: ApplicationView }) {
  const { organisation: texts, replies: replyTexts } = useText(applicationsTexts)
  const { locale } = useLocale()
  const word = useWord()
  const { organisation, replies } = application
  return (
    <>
      {organisation && (
        <Card title={texts.title}>
          <KeyValue
            facts={[
              { label: texts.name, value: organisation.name },
              { label: texts.kind, value: word(organisationKinds[organisation.kind]) },
              { label: texts.number, value: organisation.number },
              { label: texts.founded, value: formatDay(organisation.foundedOn, locale) },
            ]}
          />
        </Card>
      )}
      {replies.length > 0 && (
        <Card title={replyTexts.title}>
          <ul className="tap-list">
            {replies.map(({ id, kind, number, issuedOn }) => (
              <li key={id}>
                <Link className="tap-row" href={paths.reply(String(id))}>
                  <span>{replyTexts[kind]}</span>
                  <small>{replyTexts.line(number, formatDay(issuedOn, locale))}</small>
                </Link>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  )
}
