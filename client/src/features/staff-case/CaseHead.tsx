import type { CaseView } from '@yijian/shared/application/case-contract'
import { organisationKinds, reviewStates } from '@yijian/shared/vocabulary'
import { useExplain } from '../../api/explain.ts'
import { formatMoment } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { staffTexts } from '../../i18n/zh-CN/staff.ts'
import { staffCaseTexts } from '../../i18n/zh-CN/staff-case.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { StatusTag, type Tone } from '../../ui/StatusTag.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { dueWords } from '../staff-work/due-words.ts'
import { useWord } from '../staff-work/use-word.ts'
import type { CaseCommands } from './use-case.ts'

/** Where the case stands, until when, and who has it. */
export function CaseHead({ view, commands }: { readonly view: CaseView; readonly commands: CaseCommands }) {
  const { due, list } = useText(staffTexts)
  const word = useWord()
  const left = dueWords({ dueAt: view.holder.dueAt, urgency: view.urgency, state: view.state }, due, new Date())
  return (
    <>
      <div className="tags">
        <StatusTag tone={toneOf(view)}>{word(reviewStates[view.state])}</StatusTag>
        {left && (
          <StatusTag tone={left.tone === 'late' ? 'stop' : left.tone === 'soon' ? 'look' : 'plain'}>
            {left.text}
          </StatusTag>
        )}
        {view.kind && (
          <StatusTag tone="info">
            {view.organisation ? word(organisationKinds[view.kind]) : list.intended(word(organisationKinds[view.kind]))}
          </StatusTag>
        )}
      </div>
      {view.relation === 'handles' && view.actions.length > 0 ? (
        <Claim view={view} commands={commands} />
      ) : (
        <Elsewhere view={view} />
      )}
    </>
  )
}

function toneOf({ state }: CaseView): Tone {
  if (state === 'established' || state === 'registered') return 'good'
  if (state === 'refused' || state === 'withdrawn' || state === 'merged' || state === 'deferred') return 'plain'
  return state === 'returned' || state === 'dormant' ? 'look' : 'info'
}

function Claim({ view: { claim }, commands }: { readonly view: CaseView; readonly commands: CaseCommands }) {
  const { claim: texts } = useText(staffCaseTexts)
  const { locale } = useLocale()
  const explain = useExplain()
  const toast = useToast()
  const problem = commands.claim.problem ?? commands.release.problem
  return (
    <div className="card claim">
      {claim === null && <p>{texts.none}</p>}
      {claim?.mine && <p>{texts.mine(formatMoment(claim.until, locale))}</p>}
      {claim && !claim.mine && <p>{texts.other(claim.officerName)}</p>}
      {claim === null && (
        <Button
          small
          busy={commands.claim.busy}
          onClick={async () => {
            if (await commands.claim.run(undefined)) toast(texts.claimed)
          }}
        >
          {texts.claim}
        </Button>
      )}
      {claim?.mine && (
        <Button
          small
          weight="quiet"
          busy={commands.release.busy}
          onClick={async () => {
            if (await commands.release.run(null)) toast(texts.released)
          }}
        >
          {texts.release}
        </Button>
      )}
      {problem !== undefined && <p role="alert">{explain(problem)}</p>}
    </div>
  )
}

/** Why there is nothing to do here for this post. */
function Elsewhere({ view: { holder } }: { readonly view: CaseView }) {
  const { sees } = useText(staffCaseTexts)
  return (
    <Notice>
      <p>
        {holder.who === 'office' && holder.officeName
          ? sees.office(holder.officeName)
          : holder.who === 'applicant'
            ? sees.applicant
            : sees.nobody}
      </p>
    </Notice>
  )
}
