import { useQueryClient } from '@tanstack/react-query'
import type { CaseView } from '@yijian/shared/application/case-contract'
import type { Finding } from '@yijian/shared/application/cross-check'
import { useExplain } from '../../api/explain.ts'
import { request } from '../../api/request.ts'
import { useCommand } from '../../api/use-command.ts'
import { formatDay } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { staffChecksTexts } from '../../i18n/zh-CN/staff-checks.ts'
import { staffTasksTexts } from '../../i18n/zh-CN/staff-tasks.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { StatusTag } from '../../ui/StatusTag.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { checkSentence, toneOf } from '../staff-case/check-words.ts'
import { acknowledgeChangeEndpoint } from './endpoints.ts'

/** What a newer register answers otherwise about this case, finding by finding, until the handling officer has read it. */
export function RegisterChangeCard({ view }: { readonly view: CaseView }) {
  const { change: texts } = useText(staffTasksTexts)
  const checks = useText(staffChecksTexts)
  const { locale } = useLocale()
  const explain = useExplain()
  const toast = useToast()
  const queries = useQueryClient()
  const read = useCommand(async (version: number) => {
    const id = String(view.id)
    try {
      const answer = await request(acknowledgeChangeEndpoint, { params: { id }, body: { version } })
      queries.setQueryData(['case', id], answer)
      return answer
    } finally {
      for (const key of ['case', 'queue', 'cases']) void queries.invalidateQueries({ queryKey: [key] })
    }
  })
  const { registerChange } = view
  if (!registerChange) return null
  const { version, registerDate, changes } = registerChange
  const said = ({ registered, sentence }: Finding) =>
    [...(registered ? [registered] : []), checkSentence(sentence, checks)].join('\u00a0· ')
  return (
    <Card title={texts.title}>
      <p>{texts.text(changes.length, registerDate && formatDay(registerDate, locale))}</p>
      {changes.map(({ before, after }) => (
        <div key={after.rule} className="check">
          <h3>
            {checks.rules[after.rule]}
            <StatusTag tone={toneOf(after)}>{checks.outcomes[after.outcome]}</StatusTag>
          </h3>
          <dl>
            <div>
              <dt>{texts.before}</dt>
              <dd>{said(before)}</dd>
            </div>
            <div>
              <dt>{texts.now}</dt>
              <dd>{said(after)}</dd>
            </div>
          </dl>
        </div>
      ))}
      {read.problem !== undefined && <p role="alert">{explain(read.problem)}</p>}
      {view.relation === 'handles' && (
        <div className="buttons buttons-row">
          <Button
            busy={read.busy}
            onClick={async () => {
              if (await read.run(version)) toast(texts.done)
            }}
          >
            {texts.read}
          </Button>
        </div>
      )}
    </Card>
  )
}
