import { useState } from 'react'
import { useExplain } from '../../api/explain.ts'
import { Refused } from '../../api/problems.ts'
import { useText } from '../../i18n/locale.tsx'
import { staffListsTexts } from '../../i18n/zh-CN/staff-lists.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { saveFile } from '../desk-files/save-file.ts'

interface DownloadsProps {
  readonly addressOf: (format: Format) => string
  /** Without an ending. */
  readonly name: string
}

const formats = ['xlsx', 'csv'] as const
type Format = (typeof formats)[number]

export function Downloads({ addressOf, name }: DownloadsProps) {
  const { download: texts } = useText(staffListsTexts)
  const explain = useExplain()
  const [busy, setBusy] = useState<string>()
  const [problem, setProblem] = useState<unknown>()
  async function download(format: Format) {
    setBusy(format)
    setProblem(undefined)
    try {
      await saveFile(addressOf(format), `${name}.${format}`)
    } catch (failure) {
      setProblem(failure)
    } finally {
      setBusy(undefined)
    }
  }
  return (
    <>
      {problem !== undefined && (
        <Notice tone="look" live>
          {/* The page is open, so the list was there: it has been deleted since. */}
          <p>{problem instanceof Refused && problem.code === 'not_found' ? texts.gone : explain(problem)}</p>
        </Notice>
      )}
      <div className="tags">
        {formats.map((format) => (
          <Button key={format} small busy={busy === format} onClick={() => void download(format)}>
            {texts[format]}
          </Button>
        ))}
      </div>
    </>
  )
}
