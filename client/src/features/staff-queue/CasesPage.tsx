import type { listCases } from '@yijian/shared/application/case-contract'
import type { InputOf } from '@yijian/shared/operation'
import { useLocation } from 'react-router'
import { request } from '../../api/request.ts'
import { paths, withQuery } from '../../app/paths.ts'
import { useText } from '../../i18n/locale.tsx'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { staffTexts } from '../../i18n/zh-CN/staff.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { Batches, useBatches } from '../staff-work/Batches.tsx'
import { CaseList } from '../staff-work/CaseList.tsx'
import { Chips } from '../staff-work/Chips.tsx'
import { listCasesEndpoint } from '../staff-work/endpoints.ts'
import { SearchForm } from '../staff-work/SearchForm.tsx'

type Show = NonNullable<InputOf<(typeof listCases)['query']>['show']>
const groups = ['open', 'overdue', 'established', 'closed'] as const satisfies readonly Show[]

/** Every case of this post's places, whatever tier has it. */
export function CasesPage() {
  const { cases } = useText(staffTexts)
  const { product } = useText(shellTexts)
  const search = new URLSearchParams(useLocation().search)
  const q = search.get('q')?.trim() ?? ''
  const placeId = search.get('place') ?? undefined
  const show = groups.find((group) => group === search.get('show')) ?? 'open'
  const batches = useBatches(['cases', show, q, placeId], (cursor) =>
    request(listCasesEndpoint, {
      query: { show, ...(q && { q }), ...(placeId && { placeId }), ...(cursor && { cursor }) },
    }),
  )
  const here = (values: { q?: string; show?: string }) =>
    withQuery(paths.staffCases(), { show, q, ...(placeId && { place: placeId }), ...values })
  return (
    <Page title={cases.title} site={product} back={{ href: paths.staff() }} wide>
      <SearchForm label={cases.search} action={cases.find} value={q} address={(typed) => here({ q: typed })} />
      <Chips
        label={cases.filters}
        chips={groups.map((group) => ({
          href: here({ show: group }),
          name: cases.show[group],
          current: group === show,
        }))}
      />
      <Batches
        of={batches}
        empty={
          <EmptyState icon="search" title={cases.none}>
            {cases.noneText}
          </EmptyState>
        }
      >
        {(items) => <CaseList items={items} caption={cases.show[show]} showState />}
      </Batches>
    </Page>
  )
}
