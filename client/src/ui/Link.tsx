import { type ComponentType, createContext, type ReactNode, use } from 'react'

export interface LinkProps {
  readonly href: string
  readonly className?: string
  readonly 'aria-current'?: 'page' | undefined
  readonly children: ReactNode
}

function PlainLink(props: LinkProps) {
  return <a {...props}>{props.children}</a>
}

/** The kit knows no router: the application says here how an inner link moves. */
export const LinkContext = createContext<ComponentType<LinkProps>>(PlainLink)

export function Link(props: LinkProps) {
  const Inner = use(LinkContext)
  return /^(https?|tel|mailto|sms):/.test(props.href) ? <PlainLink {...props} /> : <Inner {...props} />
}
