import type { ListEnterprise, ListRow, RowDecision } from '@yijian/shared/exchange/contract'
import { crossCheckReasons, statusClasses, verdicts } from '@yijian/shared/registry/words'
import { useExplain } from '../../api/explain.ts'
import { Refused } from '../../api/problems.ts'
import { request } from '../../api/request.ts'
import { useCommand } from '../../api/use-command.ts'
import { useText } from '../../i18n/locale.tsx'
import { staffListsTexts } from '../../i18n/zh-CN/staff-lists.ts'
import { Button } from '../../ui/Button.tsx'
import { CreditCodeText } from '../../ui/KeyValue.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { StatusTag } from '../../ui/StatusTag.tsx'
import { useWord } from '../staff-work/use-word.ts'
import { decideRowEndpoint } from './endpoints.ts'
import { verdictTones } from './tones.ts'

interface RowAnswerProps {
  readonly listId: string
  readonly row: ListRow
  readonly replace: (row: ListRow) => void
  readonly reload: () => void
}

type Said = { readonly decision: RowDecision; readonly enterpriseId: number | null; readonly version: number }

/** What the list says, what the register says, why, and what a person made of it. */
export function RowAnswer({ listId, row, replace, reload }: RowAnswerProps) {
  const { row: texts, separator } = useText(staffListsTexts)
  const word = useWord()
  const explain = useExplain()
  const decide = useCommand(async (body: Said) => {
    try {
      replace(await request(decideRowEndpoint, { params: { id: listId, row: String(row.row) }, body }))
    } catch (problem) {
      // A colleague was quicker: what stands there now is shown below the sentence.
      if (problem instanceof Refused && problem.status === 409) reload()
      throw problem
    }
  })
  const say = (decision: RowDecision, enterpriseId: number | null = null) =>
    void decide.run({ decision, enterpriseId, version: row.version })
  const reasons = row.reasons.map((reason) => word(crossCheckReasons[reason]))
  const shown =
    row.decision === 'confirmed' ? row.suggestions.filter(({ id }) => id === row.confirmedId) : row.suggestions
  return (
    <li className="card">
      <h2>{row.name || texts.unnamed}</h2>
      <div className="tags">
        <StatusTag tone={verdictTones[row.verdict]}>{word(verdicts[row.verdict])}</StatusTag>
        {row.decision !== 'open' && (
          <StatusTag tone={row.decision === 'confirmed' ? 'good' : 'plain'}>{texts[row.decision]}</StatusTag>
        )}
        {row.enterprise && row.enterprise.statusClass !== 'live' && row.decision !== 'rejected' && (
          <StatusTag tone="look">
            {row.enterprise.statusText ?? word(statusClasses[row.enterprise.statusClass])}
          </StatusTag>
        )}
      </div>
      <p className="fine">
        {[
          texts.number(String(row.row)),
          ...(row.code ? [row.code] : []),
          ...(row.principal ? [`${texts.principal} ${row.principal}`] : []),
          ...(row.address ? [row.address] : []),
          ...(row.decidedBy ? [texts.by(row.decidedBy)] : []),
        ].join(' · ')}
      </p>
      <p>{reasons.join(separator)}</p>
      {decide.problem !== undefined && (
        <Notice tone="look" live>
          <p>{explain(decide.problem)}</p>
        </Notice>
      )}
      {shown.length === 0 && <p className="fine">{texts.none}</p>}
      {row.decision !== 'rejected' && shown.length > 0 && (
        <ul className="rows">
          {shown.map((enterprise) => (
            <Candidate key={enterprise.id} enterprise={enterprise} alone={row.verdict === 'agree'}>
              {row.decision === 'open' && row.verdict !== 'agree' && (
                <Button small busy={decide.busy} onClick={() => say('confirmed', enterprise.id)}>
                  {texts.confirm}
                  <span className="unseen">{enterprise.name}</span>
                </Button>
              )}
            </Candidate>
          ))}
        </ul>
      )}
      <div className="buttons buttons-row">
        {row.decision !== 'open' && (
          <Button small weight="quiet" busy={decide.busy} onClick={() => say('open')}>
            {texts.reopen}
          </Button>
        )}
        {row.decision === 'open' && row.suggestions.length > 0 && (
          <Button small weight="quiet" busy={decide.busy} onClick={() => say('rejected')}>
            {row.verdict === 'agree' ? texts.rejectAgree : texts.reject}
          </Button>
        )}
      </div>
    </li>
  )
}

function Candidate({
  enterprise,
  alone,
  children,
}: {
  readonly enterprise: ListEnterprise
  readonly alone: boolean
  readonly children: React.ReactNode
}) {
  const word = useWord()
  const { separator } = useText(staffListsTexts)
  const why = enterprise.reasons.map((reason) => word(crossCheckReasons[reason])).join(separator)
  return (
    <li className="check">
      <span>
        <strong>{enterprise.name}</strong>
        <br />
        {enterprise.creditCode && <CreditCodeText code={enterprise.creditCode} />}{' '}
        <span className="fine">
          {enterprise.statusText ?? word(statusClasses[enterprise.statusClass])}
          {!alone && ` · ${why}`}
        </span>
        {!alone && enterprise.address && (
          <>
            <br />
            <span className="fine">{enterprise.address}</span>
          </>
        )}
      </span>
      {children}
    </li>
  )
}
