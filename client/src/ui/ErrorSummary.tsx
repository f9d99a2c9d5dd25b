import { type MouseEvent, useEffect, useRef } from 'react'
import { useText } from '../i18n/locale.tsx'
import { kitTexts } from '../i18n/zh-CN/kit.ts'

export interface FormError {
  /** The control's id, which is its name; without one the sentence stands alone. */
  readonly field?: string
  readonly message: string
}

/** What has to be mended, in the words used beside the fields. Pass a new array at every attempt: focus then moves here. */
export function ErrorSummary({ errors }: { readonly errors: readonly FormError[] }) {
  const texts = useText(kitTexts)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (errors.length > 0) box.current?.focus()
  }, [errors])
  if (errors.length === 0) return null
  return (
    <div className="error-summary" ref={box} tabIndex={-1} role="alert">
      {/* Without a field there is nothing in the form to mend: a network is gone, somebody else was quicker. */}
      <h2>{errors.some(({ field }) => field) ? texts.errorsTitle(errors.length) : texts.failed}</h2>
      <ul>
        {errors.map(({ field, message }) => (
          <li key={`${field} ${message}`}>
            {field === undefined ? (
              message
            ) : (
              <a href={`#${field}`} onClick={(event) => goTo(field, event)}>
                {message}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Brings label and control into sight; a plain fragment link would scroll the label away and write the address. */
function goTo(field: string, event: MouseEvent) {
  const control = document.getElementById(field)
  if (!control) return
  event.preventDefault()
  control.closest('.field, .choices')?.scrollIntoView({ block: 'start' })
  control.focus({ preventScroll: true })
}
