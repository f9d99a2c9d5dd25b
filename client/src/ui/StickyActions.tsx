import type { ReactNode } from 'react'
import { useText } from '../i18n/locale.tsx'
import { kitTexts } from '../i18n/zh-CN/kit.ts'

interface StickyActionsProps {
  readonly children: ReactNode
  /** Two buttons side by side, the main one last and wider. */
  readonly pair?: boolean
}

/** The page's main action, under the thumb wherever one has scrolled to. The last child of a Page. */
export function StickyActions({ children, pair = false }: StickyActionsProps) {
  const texts = useText(kitTexts)
  return (
    <section className={pair ? 'sticky sticky-pair' : 'sticky'} aria-label={texts.actions}>
      {children}
    </section>
  )
}
