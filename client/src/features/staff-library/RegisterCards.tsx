import { industrySection } from '@yijian/shared/registry/industry'
import { industrySections } from '@yijian/shared/registry/industry-sections'
import { formatDay } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { staffTexts } from '../../i18n/zh-CN/staff.ts'
import { staffCaseTexts } from '../../i18n/zh-CN/staff-case.ts'
import { type StaffEnterpriseTexts, staffEnterpriseTexts } from '../../i18n/zh-CN/staff-enterprise.ts'
import { Button, LinkButton } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { CreditCodeText, type Fact, KeyValue } from '../../ui/KeyValue.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { StatusTag } from '../../ui/StatusTag.tsx'
import { Timeline } from '../../ui/Timeline.tsx'
import { useReasonValue } from '../desk-library/use-reason-value.ts'
import { usePlaceHow } from '../staff-case/EnterpriseCard.tsx'
import { Change } from '../staff-work/Change.tsx'
import { useWord } from '../staff-work/use-word.ts'
import type { Enterprise } from './next-step.ts'
import { statusTone } from './status-tone.ts'

interface FactsCardProps {
  readonly enterprise: Enterprise
  /** Says in which street it lies; left out where that is not this post's to say. */
  readonly correctPlace: (() => void) | undefined
  /** The next one whose street is to be confirmed, for whoever goes through a list of them. */
  readonly next: string | undefined
}

/** What the register says, in three groups, each fact with the day since when it is so. */
export function FactsCard({ enterprise, correctPlace, next }: FactsCardProps) {
  const texts = useText(staffEnterpriseTexts)
  const { people } = useText(staffTexts)
  const { placeUnsure } = useText(staffCaseTexts)
  const { locale } = useLocale()
  const word = useWord()
  const placeHow = usePlaceHow()
  const { fields, unknown } = texts
  const { provenance, vanished, tags } = enterprise
  // A pool says by itself that the street is not known.
  const doubtful = !enterprise.placeCertain && enterprise.place.tier === 'street'
  const since = (...names: readonly (keyof StaffEnterpriseTexts['fields'])[]) => {
    const days = names.flatMap((name) => provenance?.since[name]?.date ?? []).sort()
    const newest = days.at(-1)
    return newest === undefined ? {} : { note: texts.facts.since(formatDay(newest, locale)) }
  }
  const section = industrySection(enterprise.industry)
  // A letter or a number of the classification says little by itself.
  const industry =
    section && /^[A-T]?\d*$/i.test(enterprise.industry ?? '')
      ? `${enterprise.industry} ${word(industrySections[section])}`
      : enterprise.industry
  const plain = (
    field: keyof StaffEnterpriseTexts['fields'],
    value: string | null,
    more: Partial<Fact> = {},
  ): Fact => ({ label: fields[field], value: value ?? unknown, ...since(field), ...more })
  const { creditCode, formerNames, establishedOn, headcount, operatingAddress, scope } = enterprise
  return (
    <Card title={texts.facts.title}>
      {vanished && (
        <Notice tone="look">
          <p>{texts.facts.vanished(formatDay(vanished.date, locale))}</p>
        </Notice>
      )}
      {enterprise.provisional && !provenance && <p>{texts.facts.provisional}</p>}
      <KeyValue
        facts={[
          plain('credit_code', null, {
            value: creditCode ? <CreditCodeText code={creditCode} /> : unknown,
            full: true,
          }),
          {
            label: fields.status_text,
            value: <StatusTag tone={statusTone(enterprise.statusClass)}>{enterprise.statusText ?? unknown}</StatusTag>,
            ...since('status_text', 'status_class'),
          },
          plain('principal_name', enterprise.principalName),
          ...(formerNames.length > 0 ? [plain('former_names', formerNames.join(texts.comma), { full: true })] : []),
          plain('type_text', enterprise.typeText),
          plain('established_on', establishedOn && formatDay(establishedOn, locale)),
          plain('capital_text', enterprise.capitalText),
          ...(tags.length > 0
            ? [{ label: texts.facts.tags, value: tags.map(({ name }) => name).join(texts.comma), full: true }]
            : []),
        ]}
      />
      <h3>{texts.facts.where}</h3>
      <KeyValue
        facts={[
          {
            label: fields.place_id,
            value: enterprise.place.name,
            note: [placeHow(enterprise.placeHow), ...(doubtful ? [placeUnsure] : [])].join('\u00a0· '),
            action: correctPlace && (
              <Button small weight="quiet" onClick={correctPlace}>
                {texts.facts.correctPlace}
              </Button>
            ),
          },
          plain('address', enterprise.address, { full: true }),
          ...(operatingAddress ? [plain('operating_address', operatingAddress, { full: true })] : []),
        ]}
      />
      {next && (
        <div className="buttons">
          <LinkButton small href={next}>
            {texts.facts.nextDoubtful}
          </LinkButton>
        </div>
      )}
      <h3>{texts.facts.business}</h3>
      <KeyValue
        facts={[
          plain('headcount', headcount === null ? null : people(headcount)),
          plain('industry', industry),
          ...(scope ? [plain('scope', scope, { full: true })] : []),
        ]}
      />
      <Provenance enterprise={enterprise} />
    </Card>
  )
}

function Provenance({ enterprise: { provenance } }: { readonly enterprise: Enterprise }) {
  const { provenance: texts, facts } = useText(staffEnterpriseTexts)
  const { locale } = useLocale()
  return (
    <details className="fold">
      <summary>
        {provenance ? `${facts.registerOf(formatDay(provenance.batch.date, locale))} · ${texts.open}` : texts.open}
      </summary>
      {provenance === null ? (
        <p>{texts.none}</p>
      ) : (
        <div className="stack">
          <KeyValue
            facts={[
              {
                label: texts.file,
                value: provenance.batch.fileName,
                note: formatDay(provenance.batch.date, locale),
                full: true,
              },
              ...(provenance.rowNumber === null
                ? []
                : [{ label: texts.row, value: texts.rowNumber(provenance.rowNumber) }]),
              ...(provenance.firstSeen
                ? [
                    {
                      label: texts.first,
                      value: provenance.firstSeen.fileName,
                      note: formatDay(provenance.firstSeen.date, locale),
                      full: true,
                    },
                  ]
                : []),
            ]}
          />
          {provenance.raw.length > 0 && (
            <>
              <h3>{texts.raw}</h3>
              <KeyValue
                facts={provenance.raw.map(({ header, value }) => ({ label: header, value, full: value.length > 16 }))}
              />
              <p className="fine">{texts.rawNote}</p>
            </>
          )}
        </div>
      )}
    </details>
  )
}

/** Changes shown at once; what is older is folded. */
const SHOWN = 3

/** What each register file changed, before and after. */
export function HistoryCard({ enterprise: { history } }: { readonly enterprise: Enterprise }) {
  const { history: texts, fields, comma } = useText(staffEnterpriseTexts)
  const { locale } = useLocale()
  const named: Readonly<Record<string, string>> = fields
  const entries = history.map(({ batch, changes }, at) => ({
    key: `${batch.id} ${at}`,
    state: batch.undone ? ('stopped' as const) : ('done' as const),
    title: changes.map(({ field }) => named[field] ?? field).join(comma),
    who: batch.undone ? `${batch.fileName} · ${texts.undone}` : batch.fileName,
    when: { iso: batch.date, text: formatDay(batch.date, locale) },
    said: changes.map(({ field, before, after }) => (
      <div key={field}>
        {changes.length > 1 && <p>{named[field] ?? field}</p>}
        <Change before={before ?? texts.empty} after={after ?? texts.empty} to={texts.to} />
      </div>
    )),
  }))
  const older = entries.slice(SHOWN)
  return (
    <Card title={texts.title}>
      {entries.length === 0 && <p>{texts.none}</p>}
      <Timeline entries={entries.slice(0, SHOWN)} />
      {older.length > 0 && (
        <details className="fold">
          <summary>{texts.more(older.length)}</summary>
          <Timeline entries={older} />
        </details>
      )}
    </Card>
  )
}

/** How likely the standard is met, in points, and what they are made of. */
export function ScoreCard({ enterprise: { score } }: { readonly enterprise: Enterprise }) {
  const { score: texts } = useText(staffEnterpriseTexts)
  const said = useReasonValue()
  return (
    <Card title={texts.title}>
      <details className="fold">
        <summary>{texts.points(score.score)}</summary>
        <KeyValue
          facts={score.reasons.map(({ reason, value, points, most }) => ({
            label: texts.reasons[reason],
            value: <span className="number">{texts.of(points, most)}</span>,
            note: said(reason, value),
          }))}
        />
        <p className="fine">{texts.note}</p>
      </details>
    </Card>
  )
}
