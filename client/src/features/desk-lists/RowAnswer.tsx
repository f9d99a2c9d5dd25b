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
  const { row: texts, sentences } = useText(staffListsTexts)
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
  const settled = row.verdict === 'agree' || row.decision === 'confirmed'
  const rejects = row.decision === 'open' && !settled && row.suggestions.length > 0
  return (
    <li className="card">
      <div className="columns">
        <div className="stack">
          <div className="claim">
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
          </div>
          <div>
            <p className="fine">
              {[
                texts.number(String(row.row)),
                ...(row.code ? [row.code] : []),
                ...(row.principal ? [`${texts.principal} ${row.principal}`] : []),
                ...(row.address ? [row.address] : []),
                ...(row.decidedBy ? [texts.by(row.decidedBy)] : []),
              ].join('\u00a0· ')}
            </p>
            <p>{reasons.join(sentences)}</p>
          </div>
        </div>
        <div className="stack">
          {decide.problem !== undefined && (
            <Notice tone="look" live>
              <p>{explain(decide.problem)}</p>
            </Notice>
          )}
          {shown.length === 0 && <p className="fine">{texts.none}</p>}
          {row.decision !== 'rejected' && shown.length > 0 && (
            <>
              <p className="fine">{settled ? texts.meant : texts.suggestions}</p>
              <ul className="rows">
                {shown.map((enterprise, at) => (
                  <Candidate
                    key={enterprise.id}
                    enterprise={enterprise}
                    alone={row.verdict === 'agree'}
                    first={at === 0}
                  >
                    {row.decision === 'open' &&
                      (row.verdict === 'agree' ? (
                        <Button small weight="quiet" busy={decide.busy} onClick={() => say('rejected')}>
                          {texts.rejectAgree}
                        </Button>
                      ) : (
                        <Button small busy={decide.busy} onClick={() => say('confirmed', enterprise.id)}>
                          {texts.confirm}
                          <span className="unseen">{enterprise.name}</span>
                        </Button>
                      ))}
                  </Candidate>
                ))}
              </ul>
            </>
          )}
          {(rejects || row.decision !== 'open') && (
            <div className="tags">
              {rejects ? (
                <Button small weight="quiet" busy={decide.busy} onClick={() => say('rejected')}>
                  {texts.reject}
                </Button>
              ) : (
                <Button small weight="quiet" busy={decide.busy} onClick={() => say('open')}>
                  {texts.reopen}
                </Button>
              )}
            </div>
          )}
        </div>
      </div>
    </li>
  )
}

function Candidate({
  enterprise,
  alone,
  first,
  children,
}: {
  readonly enterprise: ListEnterprise
  readonly alone: boolean
  readonly first: boolean
  readonly children: React.ReactNode
}) {
  const word = useWord()
  const { sentences } = useText(staffListsTexts)
  const why = enterprise.reasons.map((reason) => word(crossCheckReasons[reason])).join(sentences)
  return (
    <li className={first ? undefined : 'check'}>
      <span>
        <strong>{enterprise.name}</strong>
        <br />
        {enterprise.creditCode && <CreditCodeText code={enterprise.creditCode} />}{' '}
        {/* Whole on the next line rather than cut in two. */}
        <span className="fine" style={{ display: 'inline-block' }}>
          {enterprise.statusText ?? word(statusClasses[enterprise.statusClass])}
          {!alone && `\u00a0· ${why}`}
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
