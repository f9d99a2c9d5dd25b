import type { CaseView } from '@yijian/shared/application/case-contract'
import { reviewActions } from '@yijian/shared/vocabulary'
import { useState } from 'react'
import { useParams } from 'react-router'
import { useExplain } from '../../api/explain.ts'
import { paths } from '../../app/paths.ts'
import { useText } from '../../i18n/locale.tsx'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { staffCaseTexts } from '../../i18n/zh-CN/staff-case.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { StickyActions } from '../../ui/StickyActions.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { RegisterChangeCard } from '../staff-tasks/RegisterChangeCard.tsx'
import { StaffProblem } from '../staff-work/StaffProblem.tsx'
import { useWide } from '../staff-work/use-wide.ts'
import { useWord } from '../staff-work/use-word.ts'
import { ApplicationCard } from './ApplicationCard.tsx'
import { CaseHead } from './CaseHead.tsx'
import { CaseSheet, type Panel } from './CaseSheet.tsx'
import { isConflict } from './conflict.ts'
import { hasSheet } from './decision-form.ts'
import { EnterpriseCard } from './EnterpriseCard.tsx'
import { EvidenceCard } from './EvidenceCard.tsx'
import { HistoryCard } from './HistoryCard.tsx'
import { LearnPlace } from './LearnPlace.tsx'
import { mainAction } from './main-action.ts'
import { OutcomeCard, ResultCard } from './OutcomeCards.tsx'
import { ContactsCard, NotesCard } from './RecordCards.tsx'
import { type CaseCommands, useCase, useCaseCommands } from './use-case.ts'

/** Everything about one case on one page, its next step always under the thumb. */
export function CasePage() {
  const { id = '' } = useParams()
  const { fallbackTitle, back } = useText(staffCaseTexts)
  const { product } = useText(shellTexts)
  const asked = useCase(id)
  if (asked.data) return <Case key={id} view={asked.data} />
  return (
    <Page title={fallbackTitle} site={product} back={{ href: paths.staff(), label: back }}>
      {asked.error ? <StaffProblem problem={asked.error} retry={() => void asked.refetch()} /> : <Skeleton lines={6} />}
    </Page>
  )
}

function Case({ view }: { readonly view: CaseView }) {
  const texts = useText(staffCaseTexts)
  const { product } = useText(shellTexts)
  const commands = useCaseCommands(String(view.id))
  const [panel, setPanel] = useState<Panel>()
  const [assignedTo, setAssignedTo] = useState<number>()
  const call = useCall(commands, setPanel)
  const main = mainAction(view)
  // What has happened comes last on a phone; on a desk there is room for it below the application.
  const wide = useWide()
  const mayCall = view.relation === 'handles' && view.actions.length > 0
  return (
    <>
      <Page
        title={view.enterprise.name}
        site={product}
        back={{ href: paths.staff(), label: texts.back }}
        lead={`${texts.number(view.number)} · ${view.place.name}`}
        wide
      >
        <Problem commands={commands} hidden={panel !== undefined} />
        <CaseHead view={view} commands={commands} />
        <RegisterChangeCard view={view} />
        <div className="columns">
          <div className="stack">
            <ApplicationCard
              view={view}
              call={
                mayCall && (
                  <div className="buttons buttons-row">
                    {main?.what !== 'call' && (
                      <Button busy={commands.reveal.busy} onClick={call}>
                        <Icon name="phone" />
                        {texts.application.call}
                      </Button>
                    )}
                    <Button weight="quiet" onClick={() => setPanel({ shows: 'contact' })}>
                      {texts.application.record}
                    </Button>
                  </div>
                )
              }
            />
            {wide && <HistoryCard view={view} />}
          </div>
          <div className="stack">
            <EvidenceCard view={view} />
            <ResultCard result={view.result} />
            <OutcomeCard view={view} />
            <ContactsCard contacts={view.contacts} />
            <EnterpriseCard view={view} />
            <NotesCard notes={view.notes} />
            {!wide && <HistoryCard view={view} />}
          </div>
        </div>
        <MainActions view={view} commands={commands} show={setPanel} call={call} />
      </Page>
      <CaseSheet view={view} commands={commands} panel={panel} show={setPanel} assigned={setAssignedTo} />
      {assignedTo !== undefined && (
        <LearnPlace enterpriseId={view.enterprise.id} placeId={assignedTo} onClose={() => setAssignedTo(undefined)} />
      )}
    </>
  )
}

/** Asks for the number and shows it above the record of the call; the tap that dials stays the officer's, who may use a desk phone. */
function useCall(commands: CaseCommands, show: (panel: Panel) => void) {
  return async () => {
    const revealed = await commands.reveal.run(null)
    if (revealed) show({ shows: 'contact', phone: revealed.phone })
  }
}

interface MainActionsProps {
  readonly view: CaseView
  readonly commands: CaseCommands
  readonly show: (panel: Panel) => void
  readonly call: () => void
}

function MainActions({ view, commands, show, call }: MainActionsProps) {
  const { more, claim, application, blocked, decision } = useText(staffCaseTexts)
  const word = useWord()
  const toast = useToast()
  const main = mainAction(view)
  if (!main) return null
  async function decide() {
    if (main?.what !== 'decide') return
    const { action } = main
    if (hasSheet(action)) return show({ shows: 'decision', action })
    // Nothing to fill in: one tap, one command.
    if (await commands.decide.run({ version: view.version, action })) toast(decision.done(word(reviewActions[action])))
  }
  const others = view.actions.some(({ action }) => hasSheet(action)) && main.what !== 'take_over'
  return (
    <StickyActions pair={others}>
      {others && <Button onClick={() => show({ shows: 'more' })}>{more.open}</Button>}
      {main.what === 'decide' && (
        <Button weight="main" busy={commands.decide.busy} onClick={() => void decide()}>
          {word(reviewActions[main.action])}
        </Button>
      )}
      {main.what === 'call' && (
        <Button weight="main" busy={commands.reveal.busy} onClick={call}>
          <Icon name="phone" />
          {application.call}
        </Button>
      )}
      {main.what === 'take_over' && (
        <Button weight="main" onClick={() => show({ shows: 'take_over' })}>
          {claim.takeOver}
        </Button>
      )}
      {main.what === 'blocked' && (
        <Button weight="main" disabledBecause={blocked[main.why]}>
          {word(reviewActions.approve)}
        </Button>
      )}
    </StickyActions>
  )
}

/** A refusal of what was done on the page itself; a sheet shows its own. */
function Problem({ commands, hidden }: { readonly commands: CaseCommands; readonly hidden: boolean }) {
  const { conflict } = useText(staffCaseTexts)
  const explain = useExplain()
  const problem = commands.decide.problem ?? commands.reveal.problem
  if (hidden || problem === undefined) return null
  return (
    <Notice tone="look" {...(isConflict(problem) && { title: conflict.title })} live>
      <p>{explain(problem)}</p>
    </Notice>
  )
}
