import { useQuery } from '@tanstack/react-query'
import type { CoBuildingItem, CoBuildingStreet, ListView } from '@yijian/shared/exchange/contract'
import { coBuildingReasonWords, coBuildingWords, organisationWords, sideWords } from '@yijian/shared/exchange/words'
import { statusClasses } from '@yijian/shared/registry/words'
import { bareFileName } from '@yijian/shared/uploads/file-name'
import { useLocation } from 'react-router'
import { addressOf, request } from '../../api/request.ts'
import { paths, withQuery } from '../../app/paths.ts'
import { formatCount } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { staffListsTexts } from '../../i18n/zh-CN/staff-lists.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { CreditCodeText } from '../../ui/KeyValue.tsx'
import { Link } from '../../ui/Link.tsx'
import { StatusTag } from '../../ui/StatusTag.tsx'
import { Table } from '../../ui/Table.tsx'
import { Batches, useBatches } from '../staff-work/Batches.tsx'
import { Chips } from '../staff-work/Chips.tsx'
import { useWide } from '../staff-work/use-wide.ts'
import { useWord } from '../staff-work/use-word.ts'
import { Downloads } from './Downloads.tsx'
import { coBuildingFileEndpoint, readCoBuildingEndpoint } from './endpoints.ts'
import { TagThese } from './TagThese.tsx'
import { APART, FITS, fitTones, LISTED } from './tones.ts'

/** What league and union can build together: streets with who covers them, then the enterprises. */
export function CoBuilding({ list }: { readonly list: ListView }) {
  const texts = useText(staffListsTexts)
  const { building } = texts
  const { locale } = useLocale()
  const word = useWord()
  const id = String(list.id)
  const search = new URLSearchParams(useLocation().search)
  const fit = FITS.find((one) => one === search.get('fit'))
  const placeId = search.get('place') ?? undefined
  const ask = (cursor?: string) =>
    request(readCoBuildingEndpoint, {
      params: { id },
      query: { ...(fit && { fit }), ...(placeId && { placeId }), ...(cursor !== undefined && { cursor }) },
    })
  const overview = useQuery({
    queryKey: ['co-building', id, 'streets'],
    queryFn: () => request(readCoBuildingEndpoint, { params: { id }, query: {} }),
  })
  const batches = useBatches(['co-building', id, fit, placeId], ask)
  const here = (values: { readonly fit?: string | undefined; readonly place?: string | undefined }) =>
    withQuery(paths.staffList(id), { show: 'together', fit, place: placeId, ...values })
  const streets = overview.data?.streets ?? []
  const total = (fits: readonly (typeof FITS)[number][]) =>
    streets.reduce((sum, { counts }) => sum + fits.reduce((of, one) => of + counts[one], 0), 0)
  const chipOf = (one: (typeof FITS)[number]) => ({
    href: here({ fit: one }),
    name: word(coBuildingWords[one]),
    count: total([one]),
    current: one === fit,
  })
  return (
    <>
      <p className="lead">{building.lead}</p>
      <Downloads
        addressOf={(format) => addressOf(coBuildingFileEndpoint, { params: { id }, query: { format } })}
        name={`${bareFileName(list.fileName)} ${texts.download.together}`}
      />
      <Chips
        label={texts.together}
        chips={[
          { href: here({ fit: undefined }), name: texts.all, count: total(LISTED), current: fit === undefined },
          ...LISTED.map(chipOf),
        ]}
      />
      {total(APART) > 0 && (
        <>
          <h2>{building.apart}</h2>
          <p className="fine">{building.apartText}</p>
          <Chips label={building.apart} chips={APART.map(chipOf)} />
        </>
      )}
      {overview.data && overview.data.outside > 0 && (
        <p className="fine">{building.outside(formatCount(overview.data.outside, locale))}</p>
      )}
      {streets.length > 0 && <Streets streets={streets} here={(place) => here({ place })} current={placeId} />}
      {batches.data?.pages[0]?.items.length ? <TagThese listId={id} fit={fit} placeId={placeId} /> : null}
      <Batches
        of={batches}
        empty={
          <EmptyState title={fit === undefined ? building.none : building.noneHere}>
            {fit === undefined ? building.noneText : texts.noRowsText}
          </EmptyState>
        }
      >
        {(items) => (
          <ul className="stack">
            {items.map((item) => (
              <Enterprise key={item.enterpriseId} item={item} />
            ))}
          </ul>
        )}
      </Batches>
    </>
  )
}

interface StreetsProps {
  readonly streets: readonly CoBuildingStreet[]
  readonly here: (place: string | undefined) => string
  readonly current: string | undefined
}

function Streets({ streets, here, current }: StreetsProps) {
  const { building: texts, separator } = useText(staffListsTexts)
  const { locale } = useLocale()
  const word = useWord()
  const wide = useWide()
  const named = ({ placeId, placeName }: CoBuildingStreet) => (
    <Link className="way" href={here(String(placeId))} aria-current={current === String(placeId) ? 'page' : undefined}>
      {placeName}
    </Link>
  )
  const officesOf = ({ offices }: CoBuildingStreet) => offices.map(({ name }) => name).join(separator)
  if (!wide) {
    return (
      <details className="fold card" open={current !== undefined}>
        <summary>
          <span>{texts.streets}</span>
          <span className="number">{formatCount(streets.length, locale)}</span>
        </summary>
        {current !== undefined && (
          <Link className="way" href={here(undefined)}>
            {texts.allStreets}
          </Link>
        )}
        <ul className="stack">
          {streets.map((street) => (
            <li key={street.placeId} className="check">
              <strong>{named(street)}</strong>
              <p>
                {FITS.filter((one) => street.counts[one] > 0)
                  .map((one) => `${word(coBuildingWords[one])} ${formatCount(street.counts[one], locale)}`)
                  .join('\u00a0· ')}
              </p>
              <p className="fine">{officesOf(street)}</p>
            </li>
          ))}
        </ul>
      </details>
    )
  }
  return (
    <>
      {current !== undefined && (
        <Link className="way" href={here(undefined)}>
          {texts.allStreets}
        </Link>
      )}
      <Table
        caption={texts.streets}
        rows={streets}
        rowKey={({ placeId }) => String(placeId)}
        columns={[
          { key: 'street', header: texts.street, cell: named },
          ...FITS.map((one) => ({
            key: one,
            header: word(coBuildingWords[one]),
            cell: ({ counts }: CoBuildingStreet) => formatCount(counts[one], locale),
            fit: 'number' as const,
          })),
          { key: 'offices', header: texts.offices, cell: officesOf },
        ]}
      />
    </>
  )
}

const SIDES = ['league', 'union', 'women'] as const

function Enterprise({ item }: { readonly item: CoBuildingItem }) {
  const { building: texts } = useText(staffListsTexts)
  const { locale } = useLocale()
  const word = useWord()
  return (
    <li className="card queue-card">
      <h2>
        <Link href={paths.staffEnterprise(String(item.enterpriseId))}>{item.name}</Link>
      </h2>
      <div className="tags">
        <StatusTag tone={fitTones[item.fit]}>{word(coBuildingWords[item.fit])}</StatusTag>
        {item.why !== null && <span>{word(coBuildingReasonWords[item.why])}</span>}
        {item.statusClass !== 'live' && (
          <StatusTag tone="look">{item.statusText ?? word(statusClasses[item.statusClass])}</StatusTag>
        )}
      </div>
      <p className="fine">
        {item.creditCode && <CreditCodeText code={item.creditCode} />}{' '}
        <span style={{ display: 'inline-block' }}>
          {item.placeName}
          {'\u00a0· '}
          {item.headcount === null ? texts.headcountUnknown : texts.headcount(formatCount(item.headcount, locale))}
        </span>
      </p>
      <p className="tags">
        {SIDES.map((side) => {
          const organisation = item.organisations[side]
          const known = organisation === 'not_known' ? undefined : word(organisationWords[organisation])
          return <span key={side}>{texts.side(texts.sides[side], word(sideWords[item.sides[side]]), known)}</span>
        })}
      </p>
    </li>
  )
}
