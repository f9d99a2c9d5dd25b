import { type FormEvent, type RefObject, useEffect, useRef } from 'react'
import { useSession } from '../../api/session.ts'
import { clearDraft, findDraft, saveDraft } from '../../offline/draft.ts'

interface KeptForm {
  readonly form: { readonly ref: RefObject<HTMLFormElement | null>; readonly onInput: (event: FormEvent) => void }
  /** Once it is sent. */
  readonly forget: () => void
}

/** A form whose fields hold their own values, as typed so far on this device; a photo is taken again. */
export function useKeptForm(name: string): KeptForm {
  const key = `${name} ${useSession()?.account.phoneMasked}`
  const ref = useRef<HTMLFormElement>(null)
  useEffect(() => {
    void findDraft(key).then((found) => {
      if (ref.current && Array.isArray(found))
        fill(ref.current, new Map(found.filter((one): one is [string, string] => Array.isArray(one))))
    })
  }, [key])
  return {
    form: { ref, onInput: () => ref.current && void saveDraft(key, texts(ref.current)) },
    forget: () => void clearDraft(key),
  }
}

function texts(form: HTMLFormElement) {
  return [...new FormData(form)].filter(([, value]) => typeof value === 'string')
}

function fill(form: HTMLFormElement, typed: ReadonlyMap<string, string>): void {
  for (const field of form.elements) {
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) || field.type === 'file') continue
    const value = typed.get(field.name)
    // A click, so that what depends on a choice follows it.
    if (field instanceof HTMLInputElement && (field.type === 'radio' || field.type === 'checkbox')) {
      const chosen = value === field.value
      if (field.name && field.checked !== chosen && (chosen || field.type === 'checkbox')) field.click()
    } else if (value !== undefined) field.value = value
  }
}
