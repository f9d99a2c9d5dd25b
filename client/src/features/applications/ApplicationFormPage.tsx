import type { ApplicationView } from '@yijian/shared/application/contract'
import { type ReactNode, useState } from 'react'
import { useParams } from 'react-router'
import { request } from '../../api/request.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { Fetched } from '../../app/Fetched.tsx'
import { paths } from '../../app/paths.ts'
import { useText } from '../../i18n/locale.tsx'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { readEndpoint } from './endpoints.ts'

/** What every form that answers for an application is given. */
export interface ApplicationFormProps {
  readonly application: ApplicationView
  readonly onWrong: (wrong: boolean) => void
}

interface ApplicationFormPageProps {
  /** The form opens only while the server offers this action. */
  readonly action: ApplicationView['actions'][number]
  readonly texts: { readonly title: string; readonly lead: string; readonly over: string }
  readonly children: (form: ApplicationFormProps) => ReactNode
}

export function ApplicationFormPage({ action, texts, children }: ApplicationFormPageProps) {
  const { product } = useText(shellTexts)
  const { id = '' } = useParams()
  const [wrong, setWrong] = useState(false)
  const fetched = useAnswer(id, () => request(readEndpoint, { params: { id } }))
  return (
    <Page title={texts.title} site={product} lead={texts.lead} back={{ href: paths.application(id) }} wrong={wrong}>
      <Fetched of={fetched}>
        {(application) =>
          application.actions.includes(action) ? (
            children({ application, onWrong: setWrong })
          ) : (
            <Notice>
              <p>{texts.over}</p>
            </Notice>
          )
        }
      </Fetched>
    </Page>
  )
}
