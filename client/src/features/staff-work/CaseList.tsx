import type { QueueItem } from '@yijian/shared/application/case-contract'
import { organisationKinds, reviewStates } from '@yijian/shared/vocabulary'
import { paths } from '../../app/paths.ts'
import { useText } from '../../i18n/locale.tsx'
import { staffTexts } from '../../i18n/zh-CN/staff.ts'
import { staffChecksTexts } from '../../i18n/zh-CN/staff-checks.ts'
import { Link } from '../../ui/Link.tsx'
import { Queue, QueueCard } from '../../ui/QueueCard.tsx'
import { StatusTag } from '../../ui/StatusTag.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { dueWords } from './due-words.ts'
import { useWide } from './use-wide.ts'
import { useWord } from './use-word.ts'

interface CaseListProps {
  readonly items: readonly QueueItem[]
  readonly caption: string
  /** In a list over several states, each case says its own. */
  readonly showState?: boolean
}

/** Cases as cards on a phone, as a table on a desk, in the order the server gives. */
export function CaseList(props: CaseListProps) {
  return useWide() ? <CaseTable {...props} /> : <CaseCards {...props} />
}

function CaseCards({ items, showState = false }: CaseListProps) {
  const { list, due } = useText(staffTexts)
  const word = useWord()
  const now = new Date()
  return (
    <Queue>
      {items.map((item) => {
        const dueText = dueWords(item, due, now)
        return (
          <QueueCard
            key={item.id}
            href={paths.staffCase(String(item.id))}
            title={item.enterpriseName}
            meta={[item.placeName, ...numbers(item, list)].join('\u00a0· ')}
            tags={
              <>
                {showState && <StatusTag tone="plain">{word(reviewStates[item.state])}</StatusTag>}
                <LookTag item={item} />
                {item.registerChanged && <StatusTag tone="look">{list.registerChanged}</StatusTag>}
                {item.claimedBy && <Claim item={item} />}
              </>
            }
            {...(dueText && { due: dueText })}
          />
        )
      })}
    </Queue>
  )
}

function CaseTable({ items, caption, showState = false }: CaseListProps) {
  const { list, due } = useText(staffTexts)
  const word = useWord()
  const now = new Date()
  const name: Column<QueueItem> = {
    key: 'name',
    header: list.enterprise,
    cell: (item) => <Link href={paths.staffCase(String(item.id))}>{item.enterpriseName}</Link>,
  }
  const columns: [Column<QueueItem>, ...Column<QueueItem>[]] = [
    name,
    { key: 'place', header: list.place, cell: (item) => item.placeName, fit: 'tight' },
    { key: 'youth', header: list.youth, cell: (item) => item.youth ?? list.unknown, fit: 'number' },
    { key: 'members', header: list.members, cell: (item) => item.members ?? list.unknown, fit: 'number' },
    {
      key: 'check',
      header: list.check,
      cell: (item) => (
        <>
          <LookTag item={item} />
          {item.registerChanged && <StatusTag tone="look">{list.registerChanged}</StatusTag>}
        </>
      ),
      fit: 'tight',
    },
    ...(showState
      ? [
          {
            key: 'state',
            header: list.state,
            cell: (item: QueueItem) =>
              item.kind
                ? `${word(reviewStates[item.state])} · ${word(organisationKinds[item.kind])}`
                : word(reviewStates[item.state]),
            fit: 'tight' as const,
          },
        ]
      : []),
    {
      key: 'due',
      header: list.due,
      cell: (item) => {
        const left = dueWords(item, due, now)
        return left ? <span className={`due due-${left.tone}`}>{left.text}</span> : due.none
      },
      fit: 'tight',
    },
    {
      key: 'claimed',
      header: list.claimed,
      cell: (item) => (item.claimedBy ? <Claim item={item} /> : list.unclaimed),
      fit: 'tight',
    },
  ]
  return <Table caption={caption} columns={columns} rows={items} rowKey={(item) => String(item.id)} />
}

/** The first thing to look at, in a word; where nothing is, that the checks agree. */
function LookTag({ item: { look } }: { readonly item: QueueItem }) {
  const { list } = useText(staffTexts)
  const { rules } = useText(staffChecksTexts)
  if (!look) return <StatusTag tone="good">{list.agrees}</StatusTag>
  const rule = Object.hasOwn(rules, look.rule) ? rules[look.rule as keyof typeof rules] : look.rule // hasOwn has shown it
  const tone = look.effect === 'stop' ? 'stop' : look.effect === 'look' ? 'look' : 'info'
  return <StatusTag tone={tone}>{look.effect === 'note' ? list.note(rule) : list.look(rule, look.count)}</StatusTag>
}

function Claim({ item: { claimedBy } }: { readonly item: QueueItem }) {
  const { list } = useText(staffTexts)
  if (!claimedBy) return null
  return (
    <StatusTag tone={claimedBy.mine ? 'info' : 'plain'}>
      {claimedBy.mine ? list.mine : list.claimedBy(claimedBy.name)}
    </StatusTag>
  )
}

function numbers(
  { youth, members }: QueueItem,
  list: { youthCount: (n: number) => string; memberCount: (n: number) => string; numbersUnknown: string },
): string[] {
  if (youth === null && members === null) return [list.numbersUnknown]
  return [...(youth === null ? [] : [list.youthCount(youth)]), ...(members === null ? [] : [list.memberCount(members)])]
}
