import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useExplain } from '../../api/explain.ts'
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
import { listExportsEndpoint } from './endpoints.ts'
import { exportFile } from './export-file.ts'
import { filtersOf, type LibraryWords } from './library-query.ts'

interface ExportSheetProps {
  readonly words: LibraryWords
  readonly count: string | undefined
  readonly open: boolean
  readonly onClose: () => void
}

/** What the list shows, as a file; what that leaves behind is said before. */
export function ExportSheet({ words, count, open, onClose }: ExportSheetProps) {
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
  const command = useCommand(async (body: object) => {
    await exportFile(body)
    return true
  })
  async function submit(data: FormData) {
    const reason = String(data.get('reason') ?? '').trim()
    const done = await command.run({
      filters: filtersOf(words),
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
  return (
    <Sheet
      open={open}
      onClose={() => {
        command.clear()
        onClose()
      }}
      title={texts.title}
      foot={
        <Button type="submit" form="library-export" weight="main" busy={command.busy}>
          {texts.confirm}
        </Button>
      }
    >
      {command.problem !== undefined && (
        <Notice tone="look" live>
          <p>{explain(command.problem)}</p>
        </Notice>
      )}
      {count !== undefined && <p>{texts.count(count)}</p>}
      <form id="library-export" className="sheet-form" action={submit}>
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
