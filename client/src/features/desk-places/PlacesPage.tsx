import { useLocation } from 'react-router'
import { paths, withQuery } from '../../app/paths.ts'
import { useText } from '../../i18n/locale.tsx'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { staffDeskTexts } from '../../i18n/zh-CN/staff-desk.ts'
import { staffPlacesTexts } from '../../i18n/zh-CN/staff-places.ts'
import { Page } from '../../ui/Page.tsx'
import { Chips } from '../staff-work/Chips.tsx'
import { SearchForm } from '../staff-work/SearchForm.tsx'
import { GroupView } from './GroupView.tsx'
import { readGroup } from './group-address.ts'
import { LearnedView } from './LearnedView.tsx'
import { PoolView } from './PoolView.tsx'

/** Enterprises without a street, by building; one building; or what people have taught so far. */
export function PlacesPage() {
  const texts = useText(staffPlacesTexts)
  const { title: desk } = useText(staffDeskTexts)
  const { product } = useText(shellTexts)
  const search = new URLSearchParams(useLocation().search)
  const q = search.get('q')?.trim() ?? ''
  const learned = search.get('show') === 'learned'
  const group = readGroup(search)
  const here = (values: Readonly<Record<string, string | undefined>>) => withQuery(paths.staffPlaces(), values)
  if (group) {
    return (
      <Page
        title={group.key ?? texts.unnamed}
        site={product}
        lead={group.district ?? group.poolName}
        back={{ href: here({}), label: texts.group.back }}
        wide
      >
        <GroupView group={group} />
      </Page>
    )
  }
  const show = learned ? 'learned' : undefined
  return (
    <Page title={texts.title} site={product} lead={texts.lead} back={{ href: paths.staffDesk(), label: desk }} wide>
      <SearchForm label={texts.search} action={texts.find} value={q} address={(typed) => here({ show, q: typed })} />
      <Chips
        label={texts.views}
        chips={[
          { href: here({ q }), name: texts.pool, current: !learned },
          { href: here({ show: 'learned', q }), name: texts.learned, current: learned },
        ]}
      />
      {learned ? <LearnedView q={q} /> : <PoolView q={q} />}
    </Page>
  )
}
