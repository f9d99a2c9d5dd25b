import { createContext, type ReactNode, startTransition, use, useEffect, useMemo, useState } from 'react'
import type { Catalogue } from './catalogue.ts'

export type Locale = 'zh-CN' | 'en'

const STORED_AS = 'locale'

interface LocaleChoice {
  readonly locale: Locale
  readonly choose: (locale: Locale) => void
}

const LocaleContext = createContext<LocaleChoice>({ locale: 'zh-CN', choose: () => {} })

export function LocaleProvider({ children }: { readonly children: ReactNode }) {
  const [locale, setLocale] = useState<Locale>(storedLocale)
  useEffect(() => {
    document.documentElement.lang = locale
  }, [locale])
  const choice = useMemo<LocaleChoice>(
    () => ({
      locale,
      choose(next) {
        remember(next)
        startTransition(() => setLocale(next))
      },
    }),
    [locale],
  )
  return <LocaleContext value={choice}>{children}</LocaleContext>
}

export function useLocale(): LocaleChoice {
  return use(LocaleContext)
}

/** The texts of a feature in the reader's language. Suspends while English is being fetched. */
export function useText<T>(texts: Catalogue<T>): T {
  const { locale } = useLocale()
  return locale === 'en' ? use(texts.english()) : texts.chinese
}

function storedLocale(): Locale {
  try {
    return localStorage.getItem(STORED_AS) === 'en' ? 'en' : 'zh-CN'
  } catch {
    return 'zh-CN' // storage is closed in some in-app browsers
  }
}

function remember(locale: Locale) {
  try {
    localStorage.setItem(STORED_AS, locale)
  } catch {
    // the choice then lasts until the page is closed
  }
}
