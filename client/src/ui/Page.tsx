import { type ReactNode, useEffect, useRef } from 'react'
import { useText } from '../i18n/locale.tsx'
import { kitTexts } from '../i18n/zh-CN/kit.ts'
import { Icon } from './Icon.tsx'
import { Link } from './Link.tsx'

interface PageProps {
  readonly title: string
  /** The product's name, for the browser's title. */
  readonly site: string
  readonly lead?: ReactNode
  readonly back?: { readonly href: string; readonly label?: string }
  /** Which step of how many, for a form in several pages. */
  readonly step?: { readonly now: number; readonly of: number }
  /** True while the page shows an error summary: the browser's title then says so first. */
  readonly wrong?: boolean
  readonly wide?: boolean
  /** A drawing behind the heading. */
  readonly hero?: ReactNode
  readonly children: ReactNode
}

/** One page: its only h1, its way back, and the browser's title. */
export function Page({ title, site, lead, back, step, wrong = false, wide = false, hero, children }: PageProps) {
  const texts = useText(kitTexts)
  const heading = useRef<HTMLHeadingElement>(null)
  // The name of a file breaks before its ending rather than within it.
  const [stem, ending] = title.split(/(?=\.[a-z]{2,4}(?:\.gz)?$)/i)
  const documentTitle = `${wrong ? texts.errorPrefix : ''}${title} - ${site}`
  useEffect(() => {
    document.title = documentTitle
  }, [documentTitle])
  useEffect(() => {
    // A screen reader hears where it has come to; on the very first page the browser itself tells.
    if (arrivedBefore) heading.current?.focus({ preventScroll: true })
    arrivedBefore = true
  }, [])
  return (
    <main id="content" className={wide ? 'page page-wide' : 'page'}>
      {back && (
        <Link className="back" href={back.href}>
          <Icon name="back" />
          {back.label ?? texts.back}
        </Link>
      )}
      <div className={hero ? 'page-head page-hero' : 'page-head'}>
        {step && <p className="step-count">{texts.step(step.now, step.of)}</p>}
        <h1 ref={heading} tabIndex={-1}>
          {stem}
          {ending !== undefined && (
            <>
              <wbr />
              {ending}
            </>
          )}
        </h1>
        {lead && <p className="lead">{lead}</p>}
        {hero}
      </div>
      {children}
    </main>
  )
}

let arrivedBefore = false
