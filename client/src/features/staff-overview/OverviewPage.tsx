import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { readOverview } from '@yijian/shared/application/case-contract'
import type { AnswerOf } from '@yijian/shared/operation'
import { useParams } from 'react-router'
import { request } from '../../api/request.ts'
import { paths, withQuery } from '../../app/paths.ts'
import { formatCount } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { staffOverviewTexts } from '../../i18n/zh-CN/staff-overview.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { hangzhouTiles } from '../../ui/hangzhou-tiles.ts'
import { Link } from '../../ui/Link.tsx'
import { Page } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Table } from '../../ui/Table.tsx'
import { TileMap } from '../../ui/TileMap.tsx'
import { CaseList } from '../staff-work/CaseList.tsx'
import { readOverviewEndpoint } from '../staff-work/endpoints.ts'
import { StaffProblem } from '../staff-work/StaffProblem.tsx'
import { useWide } from '../staff-work/use-wide.ts'

type Overview = AnswerOf<typeof readOverview>
type Figures = Overview['total']
const figures = ['open', 'overdue', 'soon', 'unplaced', 'withEnterprise', 'established', 'library'] as const

/** What is open and what is stuck, from the place of the post down to the case; in official order, never ranked. */
export function OverviewPage() {
  const texts = useText(staffOverviewTexts)
  const { product } = useText(shellTexts)
  const { place } = useParams()
  const asked = useQuery({
    queryKey: ['overview', place],
    queryFn: () => request(readOverviewEndpoint, { query: place === undefined ? {} : { placeId: place } }),
    placeholderData: keepPreviousData,
  })
  if (asked.data) return <Shown overview={asked.data} />
  return (
    <Page title={texts.fallback} site={product} wide>
      {asked.error ? <StaffProblem problem={asked.error} retry={() => void asked.refetch()} /> : <Skeleton lines={8} />}
    </Page>
  )
}

function Shown({ overview }: { readonly overview: Overview }) {
  const texts = useText(staffOverviewTexts)
  const { product } = useText(shellTexts)
  const wide = useWide()
  const { place, path, children, stuck } = overview
  return (
    <Page key={place.id} title={texts.title(place.name)} site={product} wide>
      {path.length > 1 && <Breadcrumb path={path} />}
      <Total figures={overview.total} />
      {children.length > 0 && <Children overview={overview} />}
      {stuck.length > 0 ? (
        <>
          {/* On a desk the table's own caption says it. */}
          {!wide && <h2>{texts.stuck}</h2>}
          <CaseList items={stuck} caption={texts.stuck} showState />
        </>
      ) : (
        <p>{texts.noStuck}</p>
      )}
      <div className="buttons buttons-row">
        <LinkButton href={withQuery(paths.staffCases(), { place: String(place.id) })}>{texts.allCases}</LinkButton>
      </div>
    </Page>
  )
}

function Breadcrumb({ path }: { readonly path: Overview['path'] }) {
  const texts = useText(staffOverviewTexts)
  return (
    <nav aria-label={texts.path}>
      <ol className="path">
        {path.map((place, at) => (
          <li key={place.id}>
            {at === path.length - 1 ? (
              <span aria-current="page">{place.name}</span>
            ) : (
              <Link className="way" href={paths.staffOverviewPlace(String(place.id))}>
                {place.name}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}

function Total({ figures: total }: { readonly figures: Figures }) {
  const texts = useText(staffOverviewTexts)
  const { locale } = useLocale()
  return (
    <dl className="card totals">
      {figures.map((key) => (
        <div key={key}>
          <dt>{texts.figures[key]}</dt>
          <dd className={key === 'overdue' && total.overdue > 0 ? 'number due-late' : 'number'}>
            {formatCount(total[key], locale)}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Children({ overview: { place, children } }: { readonly overview: Overview }) {
  const texts = useText(staffOverviewTexts)
  const { locale } = useLocale()
  const tiles = hangzhouTiles.flatMap((tile) => {
    const child = children.find((one) => one.place.name.startsWith(tile.name))
    return child ? [{ ...tile, value: child.figures.open, href: paths.staffOverviewPlace(String(child.place.id)) }] : []
  })
  // The drawing is of the city's districts; anywhere else the table alone speaks.
  const drawn = place.tier === 'city' && tiles.length === children.length
  return (
    <>
      {drawn && <TileMap title={texts.map} tiles={tiles} />}
      <Table
        caption={place.tier === 'city' ? texts.districts : texts.streets}
        rows={children}
        rowKey={(child) => String(child.place.id)}
        columns={[
          {
            key: 'place',
            header: texts.place,
            cell: (child) => (
              <Link className="way" href={paths.staffOverviewPlace(String(child.place.id))}>
                {child.place.name}
              </Link>
            ),
          },
          ...figures.map((key) => ({
            key,
            header: texts.figures[key],
            cell: (child: Overview['children'][number]) => formatCount(child.figures[key], locale),
            fit: 'number' as const,
          })),
        ]}
      />
      <p className="fine">{texts.order}</p>
    </>
  )
}
