import { useText } from '../i18n/locale.tsx'
import { kitTexts } from '../i18n/zh-CN/kit.ts'

/** Stands where content will come, so that the page does not jump. */
export function Skeleton({ lines = 3 }: { readonly lines?: number }) {
  const texts = useText(kitTexts)
  return (
    <div className="card skeleton" role="status">
      <i className="unseen">{texts.loading}</i>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: grey lines without identity
        <span key={line} />
      ))}
    </div>
  )
}
