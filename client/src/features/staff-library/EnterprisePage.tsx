import { lazy, Suspense, useState } from 'react'
import { useParams } from 'react-router'
import { useExplain } from '../../api/explain.ts'
import { Refused } from '../../api/problems.ts'
import { paths } from '../../app/paths.ts'
import { useText } from '../../i18n/locale.tsx'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { staffEnterpriseTexts } from '../../i18n/zh-CN/staff-enterprise.ts'
import { Button, LinkButton } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { StickyActions } from '../../ui/StickyActions.tsx'
import { StaffProblem } from '../staff-work/StaffProblem.tsx'
import { InviteSheet } from './InviteSheet.tsx'
import { nextDoubtful, useWayBack } from './last-list.ts'
import { type Enterprise, type NextStep, nextStep } from './next-step.ts'
import { OutreachCard } from './OutreachCard.tsx'
import { OutreachSheet, type Panel } from './OutreachSheet.tsx'
import { PhonesCard } from './PhonesCard.tsx'
import { ApplicationsCard, InvitationCard, OrganisationsCard } from './RecordsCards.tsx'
import { FactsCard, HistoryCard, ScoreCard } from './RegisterCards.tsx'
import { StoryCard } from './StoryCard.tsx'
import { useEnterprise, useEnterpriseCommands } from './use-enterprise.ts'
import { useKeptRecord } from './use-kept-record.ts'

const PlaceSheet = lazy(async () => ({ default: (await import('../desk-places/PlaceSheet.tsx')).PlaceSheet }))

/** One enterprise of the library: where outreach stands with it, what to do next, and everything known about it. */
export function EnterprisePage() {
  const { id = '' } = useParams()
  const texts = useText(staffEnterpriseTexts)
  const { product } = useText(shellTexts)
  const asked = useEnterprise(id)
  const wayBack = useWayBack()
  // It may have gone to another street, by one's own hand or a colleague's: what is shown then is not to be worked on.
  const gone = asked.error instanceof Refused && asked.error.code === 'not_found'
  const next = nextDoubtful(Number(id))
  if (asked.data && !gone) return <Shown key={id} enterprise={asked.data} wayBack={wayBack} />
  return (
    <Page title={texts.fallback} site={product} back={{ href: wayBack, label: texts.back }}>
      {asked.error ? <StaffProblem problem={asked.error} retry={() => void asked.refetch()} /> : <Skeleton lines={6} />}
      {gone && next && <LinkButton href={next}>{texts.facts.nextDoubtful}</LinkButton>}
    </Page>
  )
}

function Shown({ enterprise, wayBack }: { readonly enterprise: Enterprise; readonly wayBack: string }) {
  const texts = useText(staffEnterpriseTexts)
  const { product } = useText(shellTexts)
  const explain = useExplain()
  const commands = useEnterpriseCommands(String(enterprise.id))
  const kept = useKeptRecord(enterprise.id)
  const [inviting, setInviting] = useState(false)
  const [panel, setPanel] = useState<Panel>()
  const [placing, setPlacing] = useState<boolean>()
  const step = nextStep(enterprise)
  /** Asks for the number and shows it above the record of the call; the tap that dials stays the officer's. */
  async function call(phoneId: number) {
    const revealed = await commands.reveal.run(phoneId)
    if (revealed) setPanel({ shows: 'record', phone: { id: phoneId, number: revealed.phone } })
  }
  return (
    <>
      <Page
        title={enterprise.name}
        site={product}
        back={{ href: wayBack, label: texts.back }}
        lead={enterprise.place.name}
        wide
      >
        {commands.reveal.problem !== undefined && (
          <Notice tone="look" live>
            <p>{explain(commands.reveal.problem)}</p>
          </Notice>
        )}
        <div className="columns">
          <div className="stack">
            <OutreachCard enterprise={enterprise} commands={commands} show={setPanel} quiet={panel !== undefined} />
            <PhonesCard
              phones={enterprise.phones}
              busy={commands.reveal.busy}
              call={(phoneId) => void call(phoneId)}
              add={() => setPanel({ shows: 'phone' })}
              silence={(phoneId) => setPanel({ shows: 'silence', phoneId })}
            />
            <StoryCard enterprise={enterprise} />
            <InvitationCard
              enterprise={enterprise}
              invite={step.what === 'invite' ? undefined : () => setInviting(true)}
            />
            {enterprise.applications.length > 0 && <ApplicationsCard enterprise={enterprise} />}
            {enterprise.organisations.length > 0 && <OrganisationsCard enterprise={enterprise} />}
          </div>
          <div className="stack">
            <FactsCard
              enterprise={enterprise}
              correctPlace={enterprise.mayPlace ? () => setPlacing(true) : undefined}
              next={nextDoubtful(enterprise.id)}
            />
            <ScoreCard enterprise={enterprise} />
            <HistoryCard enterprise={enterprise} />
          </div>
        </div>
        <Actions
          enterprise={enterprise}
          step={step}
          busy={commands.reveal.busy}
          call={(phoneId) => void call(phoneId)}
          record={(way) => setPanel(way ? { shows: 'record', way } : { shows: 'record' })}
          invite={() => setInviting(true)}
        />
      </Page>
      <OutreachSheet enterprise={enterprise} commands={commands} kept={kept} panel={panel} show={setPanel} />
      {placing !== undefined && (
        <Suspense fallback={null}>
          <PlaceSheet
            enterprise={{
              id: enterprise.id,
              name: enterprise.name,
              address: enterprise.operatingAddress ?? enterprise.address,
              place: enterprise.place,
              doubtful: !enterprise.placeCertain,
            }}
            open={placing}
            onClose={() => setPlacing(false)}
          />
        </Suspense>
      )}
      <InviteSheet enterprise={enterprise} open={inviting} onClose={() => setInviting(false)} />
    </>
  )
}

interface ActionsProps {
  readonly enterprise: Enterprise
  readonly step: NextStep
  readonly busy: boolean
  readonly call: (phoneId: number) => void
  readonly record: (way?: 'visit') => void
  readonly invite: () => void
}

/** What to do next as the one big button, and the record of a contact beside it. */
function Actions({ enterprise, step, busy, call, record, invite }: ActionsProps) {
  const { step: texts, outreach, invite: inviteTexts } = useText(staffEnterpriseTexts)
  const records = enterprise.outreach.allowed.includes('talked') && step.what !== 'visit'
  if (step.what === 'nothing' && !records) return null
  return (
    <StickyActions pair={records && step.what !== 'nothing'}>
      {records && <Button onClick={() => record()}>{outreach.record}</Button>}
      {step.what === 'call' && (
        <Button weight="main" busy={busy} onClick={() => call(step.phoneId)}>
          <Icon name="phone" />
          {texts.call}
        </Button>
      )}
      {step.what === 'visit' && (
        <Button weight="main" onClick={() => record('visit')}>
          {texts.visit}
        </Button>
      )}
      {step.what === 'invite' && (
        <Button weight="main" onClick={invite}>
          {inviteTexts.send}
        </Button>
      )}
      {step.what === 'application' && (
        <LinkButton weight="main" href={paths.staffCase(String(step.id))}>
          {texts.application}
        </LinkButton>
      )}
    </StickyActions>
  )
}
