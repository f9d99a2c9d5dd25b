import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useExplain } from '../../api/explain.ts'
import { Refused } from '../../api/problems.ts'
import { request } from '../../api/request.ts'
import { useSession } from '../../api/session.ts'
import { useCommand } from '../../api/use-command.ts'
import { formatCount, formatMoment } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { staffLibraryTexts } from '../../i18n/zh-CN/staff-library.ts'
import { Button } from '../../ui/Button.tsx'
import { RadioGrid } from '../../ui/Choices.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { countLibraryEndpoint, listExportsEndpoint } from './endpoints.ts'
import { exportFile } from './export-file.ts'
import { asQuery, filtersOf, type LibraryWords } from './library-query.ts'

interface ExportSheetProps {
  readonly words: LibraryWords
  readonly open: boolean
  readonly onClose: () => void
}

const MEGABYTE = 1024 * 1024
/** From so many on it is minutes rather than seconds. */
const MANY = 100_000

/** What the list shows, as a file; how many that are and what it leaves behind is said before. */
export function ExportSheet({ words, open, onClose }: ExportSheetProps) {
  const { export: texts } = useText(staffLibraryTexts)
  const { locale } = useLocale()
  const explain = useExplain()
  const toast = useToast()
  const queries = useQueryClient()
  const post = useSession()?.post
  const mayFull = post?.role === 'secretary' || post?.tier === 'city'
  const [full, setFull] = useState(false)
  const history = useQuery({
    queryKey: ['library', 'exports'],
    queryFn: () => request(listExportsEndpoint),
    enabled: open,
  })
  const filters = filtersOf(words)
  const { data: counted } = useQuery({
    queryKey: ['library', 'count', filters, 'whole'],
    queryFn: () => request(countLibraryEndpoint, { query: { ...asQuery(filters), whole: 'yes' } }),
    enabled: open,
  })
  const [megabytes, setMegabytes] = useState(0)
  const command = useCommand(async (body: object) => {
    setMegabytes(0)
    await exportFile(body, (bytes) => setMegabytes(Math.floor(bytes / MEGABYTE)))
    return true
  })
  // No form action: what is set within one is shown once it has ended, and this one takes minutes.
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const reason = String(data.get('reason') ?? '').trim()
    const done = await command.run({
      filters,
      format: data.get('format'),
      phones: full ? 'full' : 'masked',
      ...(full && reason !== '' && { reason }),
    })
    if (!done) return
    void queries.invalidateQueries({ queryKey: ['library', 'exports'] })
    toast(texts.done)
    onClose()
  }
  const items = history.data?.items ?? []
  const blocked = counted?.more ? texts.beyond : counted?.count === 0 ? texts.nothing : undefined
  return (
    <Sheet
      open={open}
      onClose={() => {
        command.clear()
        onClose()
      }}
      title={texts.title}
      foot={
        <Button type="submit" form="library-export" weight="main" busy={command.busy} disabledBecause={blocked}>
          {texts.confirm}
        </Button>
      }
    >
      {command.problem !== undefined && (
        <Notice tone="look" live>
          <p>{command.problem instanceof Refused ? explain(command.problem) : texts.broken}</p>
        </Notice>
      )}
      <p>
        {counted === undefined
          ? texts.counting
          : texts.count(formatCount(counted.count, locale), counted.more, counted.count > MANY)}
      </p>
      {command.busy && megabytes > 0 && <p className="number">{texts.received(formatCount(megabytes, locale))}</p>}
      <form id="library-export" className="sheet-form" onSubmit={submit}>
        <RadioGrid
          side
          name="format"
          label={texts.format}
          defaultValue="xlsx"
          choices={Object.entries(texts.formats).map(([value, label]) => ({ value, label }))}
        />
        {mayFull && (
          <RadioGrid
            name="phones"
            label={texts.phones}
            defaultValue={full ? 'full' : 'masked'}
            onPick={(value) => setFull(value === 'full')}
            choices={[
              { value: 'masked', label: texts.masked, hint: texts.maskedHint },
              { value: 'full', label: texts.full, hint: texts.fullHint },
            ]}
          />
        )}
        {!mayFull && <p className="fine">{texts.onlyMasked}</p>}
        {full && <TextInput name="reason" label={texts.reason} maxLength={200} />}
      </form>
      <p className="fine">{texts.recorded}</p>
      {items.length > 0 && (
        <details className="fold">
          <summary>{texts.history}</summary>
          <ul className="rows">
            {items.map((item) => (
              <li key={item.id}>
                <span>
                  {texts.line(
                    formatMoment(item.at, locale),
                    item.officerName,
                    formatCount(item.rowCount, locale),
                    item.phones === 'full',
                  )}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Sheet>
  )
}
