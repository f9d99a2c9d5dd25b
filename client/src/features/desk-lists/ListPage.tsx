import type { ListView } from '@yijian/shared/exchange/contract'
import { verdicts } from '@yijian/shared/registry/words'
import { bareFileName } from '@yijian/shared/uploads/file-name'
import { useLocation, useParams } from 'react-router'
import { useExplain } from '../../api/explain.ts'
import { addressOf } from '../../api/request.ts'
import { paths, withQuery } from '../../app/paths.ts'
import { formatCount, formatDay, formatMoment } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { staffListsTexts } from '../../i18n/zh-CN/staff-lists.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { ProgressBar } from '../desk-files/ProgressBar.tsx'
import { Chips } from '../staff-work/Chips.tsx'
import { StaffProblem } from '../staff-work/StaffProblem.tsx'
import { useWord } from '../staff-work/use-word.ts'
import { ChooseColumns } from './ChooseColumns.tsx'
import { CoBuilding } from './CoBuilding.tsx'
import { Downloads } from './Downloads.tsx'
import { answerFileEndpoint } from './endpoints.ts'
import { Rows } from './Rows.tsx'
import { VERDICTS } from './tones.ts'
import { isUnderWay, useCancelList, useChooseColumns, useList } from './use-list.ts'

/** One list: how far its check is, then its rows by verdict and what can be built together. */
export function ListPage() {
  const { id = '' } = useParams()
  const texts = useText(staffListsTexts)
  const { product } = useText(shellTexts)
  const asked = useList(id)
  if (asked.data) return <Shown view={asked.data} />
  return (
    <Page title={texts.fallback} site={product} back={{ href: paths.staffLists(), label: texts.back }}>
      {asked.error ? <StaffProblem problem={asked.error} retry={() => void asked.refetch()} /> : <Skeleton lines={6} />}
    </Page>
  )
}

function Shown({ view }: { readonly view: ListView }) {
  const texts = useText(staffListsTexts)
  const { product } = useText(shellTexts)
  const { locale } = useLocale()
  return (
    <Page
      title={view.fileName}
      site={product}
      back={{ href: paths.staffLists(), label: texts.back }}
      lead={[
        texts.brought(view.broughtBy, formatMoment(view.broughtAt, locale)),
        texts.keptUntil(formatDay(view.keptUntil, locale)),
      ].join('\u00a0· ')}
      wide
    >
      {isUnderWay(view) && <UnderWay view={view} />}
      {view.state === 'cancelled' && (
        <Notice tone="info">
          <p>{texts.cancelled}</p>
        </Notice>
      )}
      {view.state === 'failed' && <Failed failure={view.failure} />}
      {view.failedAgain && <FailedAgain view={view} failed={view.failedAgain} />}
      {view.mayChoose && <ChooseColumns view={view} />}
      {view.state === 'checked' && <Answers view={view} />}
    </Page>
  )
}

function UnderWay({ view }: { readonly view: ListView }) {
  const { checking: texts } = useText(staffListsTexts)
  const { locale } = useLocale()
  const explain = useExplain()
  const cancel = useCancelList(String(view.id))
  return (
    <Card title={texts.title}>
      <ProgressBar label={texts.title} />
      <p className="number" role="status">
        {texts.rows(formatCount(view.rows, locale))}
      </p>
      <p className="fine">{texts.leave}</p>
      {cancel.problem !== undefined && (
        <Notice tone="look" live>
          <p>{explain(cancel.problem)}</p>
        </Notice>
      )}
      <div className="buttons buttons-row">
        <Button weight="quiet" busy={cancel.busy} onClick={() => void cancel.run(null)}>
          {texts.stop}
        </Button>
      </div>
    </Card>
  )
}

function Failed({ failure }: { readonly failure: string | null }) {
  const { failed: texts } = useText(staffListsTexts)
  return (
    <Notice tone="stop" title={texts.title}>
      <p>{whyOf(failure, texts.keys) ?? texts.other}</p>
    </Notice>
  )
}

interface FailedAgainProps {
  readonly view: ListView
  readonly failed: NonNullable<ListView['failedAgain']>
}

/** The answer below is an older one: why there is no newer, of which day it is, and the way to try once more. */
function FailedAgain({ view, failed }: FailedAgainProps) {
  const { failed: first, failedAgain: texts } = useText(staffListsTexts)
  const { locale } = useLocale()
  const explain = useExplain()
  const again = useChooseColumns(String(view.id))
  return (
    <Notice tone="look" title={texts.title}>
      <p>{whyOf(failed.failure, { ...first.keys, ...texts.keys }) ?? texts.other}</p>
      <p>
        {texts.shown(
          formatMoment(failed.at, locale),
          view.checkedAt === null ? '' : formatMoment(view.checkedAt, locale),
        )}
      </p>
      {again.problem !== undefined && <p role="alert">{explain(again.problem)}</p>}
      <div className="buttons buttons-row">
        <Button busy={again.busy} onClick={() => void again.run(failed.columns)}>
          {texts.retry}
        </Button>
      </div>
    </Notice>
  )
}

function whyOf(failure: string | null, keys: Readonly<Record<string, string>>): string | undefined {
  return failure !== null && Object.hasOwn(keys, failure) ? keys[failure] : undefined
}

function Answers({ view }: { readonly view: ListView }) {
  const texts = useText(staffListsTexts)
  const { locale } = useLocale()
  const word = useWord()
  const search = new URLSearchParams(useLocation().search)
  const show = search.get('show') ?? ''
  const verdict = VERDICTS.find((one) => one === show)
  const together = show === 'together'
  const here = (next: string | undefined) => withQuery(paths.staffList(String(view.id)), { show: next })
  return (
    <>
      <Chips
        label={texts.views}
        chips={[
          { href: here(undefined), name: texts.all, count: view.rows, current: !verdict && !together },
          ...VERDICTS.map((one) => ({
            href: here(one),
            name: word(verdicts[one]),
            count: view.counts[one],
            current: one === verdict,
          })),
          { href: here('together'), name: texts.together, current: together },
        ]}
      />
      {together ? (
        <CoBuilding list={view} />
      ) : (
        <>
          {view.leftOut > 0 && <p className="fine">{texts.leftOut(formatCount(view.leftOut, locale))}</p>}
          <Downloads
            addressOf={(format) =>
              addressOf(answerFileEndpoint, { params: { id: String(view.id) }, query: { format } })
            }
            name={`${bareFileName(view.fileName)} ${texts.download.answers}`}
          />
          <Rows list={view} verdict={verdict} />
        </>
      )}
    </>
  )
}
