import { localDay } from '@yijian/shared/application/clock'
import type { FollowUp } from '@yijian/shared/outreach/contract'
import { outreachStates, outreachWays, reasonWord } from '@yijian/shared/outreach/words'
import { useLocation } from 'react-router'
import { request } from '../../api/request.ts'
import { paths, withQuery } from '../../app/paths.ts'
import { formatDay } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { staffEnterpriseTexts } from '../../i18n/zh-CN/staff-enterprise.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { Queue, QueueCard } from '../../ui/QueueCard.tsx'
import { StatusTag } from '../../ui/StatusTag.tsx'
import { Batches, useBatches } from '../staff-work/Batches.tsx'
import { Chips } from '../staff-work/Chips.tsx'
import { listFollowUpsEndpoint } from '../staff-work/endpoints.ts'
import { useWord } from '../staff-work/use-word.ts'
import { outreachTone } from './outreach-tone.ts'

/** Enterprises to turn to again: mine, or all that are due where this post works. */
export function FollowUpsPage() {
  const { followUps: texts, back } = useText(staffEnterpriseTexts)
  const { product } = useText(shellTexts)
  const which = new URLSearchParams(useLocation().search).get('which') === 'due' ? 'due' : 'mine'
  const batches = useBatches(['library', 'follow-ups', which], (cursor) =>
    request(listFollowUpsEndpoint, { query: { which, ...(cursor && { cursor }) } }),
  )
  const due = batches.data?.pages[0]?.due
  const chip = (name: string, own: 'mine' | 'due', count: number | undefined) => ({
    href: withQuery(paths.staffFollowUps(), { which: own === 'due' ? 'due' : undefined }),
    name,
    // Of a list that is called due it says only how many.
    ...(count ? { alarm: own === 'due' ? String(count) : texts.dueToday(count) } : {}),
    current: which === own,
  })
  return (
    <Page title={texts.title} site={product} back={{ href: paths.staffLibrary(), label: back }} wide>
      <Chips label={texts.lists} chips={[chip(texts.mine, 'mine', due?.mine), chip(texts.all, 'due', due?.all)]} />
      <Batches
        of={batches}
        empty={
          <EmptyState
            icon="phone"
            title={which === 'mine' ? texts.none : texts.noneDue}
            action={<LinkButton href={paths.staffLibrary()}>{texts.toLibrary}</LinkButton>}
          >
            {which === 'mine' ? texts.noneText : texts.noneDueText}
          </EmptyState>
        }
      >
        {(items) => (
          <Queue>
            {items.map((item) => (
              <Item key={item.id} item={item} />
            ))}
          </Queue>
        )}
      </Batches>
    </Page>
  )
}

function Item({ item }: { readonly item: FollowUp }) {
  const { followUps: texts, outreach } = useText(staffEnterpriseTexts)
  const { locale } = useLocale()
  const word = useWord()
  const { lastContact, assignedTo, reason } = item
  const last = lastContact
    ? texts.last(formatDay(lastContact.on, locale), word(outreachWays[lastContact.way]), lastContact.officerName)
    : texts.never
  const by = assignedTo && !assignedTo.mine && outreach.by(assignedTo.officerName, assignedTo.officeName)
  const other = by ? [by, ...(assignedTo.left ? [outreach.left] : [])] : []
  return (
    <QueueCard
      href={paths.staffEnterprise(String(item.id))}
      title={item.name}
      meta={[item.placeName, last, ...other].join('\u00a0· ')}
      tags={
        <>
          <StatusTag tone={outreachTone(item.state)}>{word(outreachStates[item.state])}</StatusTag>
          {reason && <StatusTag tone="plain">{word(reasonWord(reason))}</StatusTag>}
        </>
      }
      due={dayWords(item)}
    />
  )

  function dayWords({ nextOn, due }: FollowUp) {
    if (nextOn === null) return { text: texts.noDay, tone: 'calm' } as const
    const days = Math.round((Date.parse(localDay(new Date())) - Date.parse(nextOn)) / 86_400_000)
    if (!due) return { text: formatDay(nextOn, locale), tone: 'calm' } as const
    return days <= 0
      ? ({ text: texts.today, tone: 'soon' } as const)
      : ({ text: texts.late(days), tone: 'late' } as const)
  }
}
