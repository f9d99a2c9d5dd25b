import { type ReactNode, useEffect, useEffectEvent, useId, useRef } from 'react'
import { useText } from '../i18n/locale.tsx'
import { kitTexts } from '../i18n/zh-CN/kit.ts'

interface SheetProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  readonly children: ReactNode
  /** The actions, always in sight below the scrolling part. */
  readonly foot?: ReactNode
}

/**
 * A dialog from the bottom of a phone, in the middle of a desk. Esc, the backdrop, 关闭 and the device's
 * back button close it (in WeChat on Android the back button would otherwise leave the page), and focus
 * returns to where it was.
 */
export function Sheet({ open, onClose, title, children, foot }: SheetProps) {
  const texts = useText(kitTexts)
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useId()
  useBackButtonCloses(open, onClose)
  useEffect(() => {
    const element = dialog.current
    if (open && !element?.open) element?.showModal()
    if (!open && element?.open) element.close()
  }, [open])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard's way to close is Esc, which arrives as onCancel
    <dialog
      ref={dialog}
      className="sheet"
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose()
      }}
    >
      {open && (
        <>
          <div className="sheet-head">
            <h2 id={heading}>{title}</h2>
            <button type="button" className="button button-quiet button-small" onClick={onClose}>
              {texts.close}
            </button>
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long text is scrolled by keyboard too */}
          <div className="sheet-body" tabIndex={0}>
            {children}
          </div>
          {foot && <div className="sheet-foot">{foot}</div>}
        </>
      )}
    </dialog>
  )
}

/** While open, one entry of history stands for the sheet; leaving that entry closes it, closing it leaves the entry. */
function useBackButtonCloses(open: boolean, onClose: () => void) {
  const id = useId()
  const close = useEffectEvent(onClose)
  const leaving = useRef<number>(undefined)
  useEffect(() => {
    if (!open) return
    if (leaving.current === undefined) history.pushState({ ...history.state, sheet: id }, '')
    else clearTimeout(leaving.current)
    leaving.current = undefined
    function closeWhenLeft() {
      if (history.state?.sheet !== id) close()
    }
    addEventListener('popstate', closeWhenLeft)
    return () => {
      removeEventListener('popstate', closeWhenLeft)
      // Later, so that a component React mounts twice does not walk back over its own new entry.
      leaving.current = window.setTimeout(() => {
        leaving.current = undefined
        if (history.state?.sheet === id) history.back()
      })
    }
  }, [open, id])
}
