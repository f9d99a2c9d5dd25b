import type { MouseEvent } from 'react'
import { useNavigate } from 'react-router'
import type { LinkProps } from '../ui/Link.tsx'

/**
 * A link that moves without loading the document again; with a modifier key or another button the browser does what
 * it does. The router's own Link would bring 2 KB of its server framework into the first visit.
 */
export function RoutedLink({ href, ...rest }: LinkProps) {
  const navigate = useNavigate()
  function go(event: MouseEvent) {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    navigate(href)
  }
  return (
    <a href={href} onClick={go} {...rest}>
      {rest.children}
    </a>
  )
}
