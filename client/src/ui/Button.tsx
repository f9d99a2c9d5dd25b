import { type ButtonHTMLAttributes, type ReactNode, useId } from 'react'
import { useText } from '../i18n/locale.tsx'
import { kitTexts } from '../i18n/zh-CN/kit.ts'
import { Link } from './Link.tsx'

/** main: the one thing to do here. grave: cannot be taken back. */
export type ButtonWeight = 'main' | 'plain' | 'quiet' | 'grave'

interface Look {
  readonly weight?: ButtonWeight
  readonly small?: boolean
}

type ButtonProps = Look &
  Pick<ButtonHTMLAttributes<HTMLButtonElement>, 'onClick' | 'type' | 'name' | 'value' | 'form' | 'autoFocus'> & {
    readonly children: ReactNode
    /** Why it cannot be used now, in a sentence; the button stays reachable so that it can be read. */
    readonly disabledBecause?: string | undefined
    /** True while the action is under way: another tap does nothing. */
    readonly busy?: boolean
  }

export function Button({
  weight,
  small,
  children,
  disabledBecause,
  busy = false,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  const texts = useText(kitTexts)
  const why = useId()
  const resting = busy || disabledBecause !== undefined
  const button = (
    <button
      {...rest}
      type={type}
      className={look({ weight, small })}
      aria-disabled={resting || undefined}
      aria-describedby={disabledBecause === undefined ? undefined : why}
      onClick={(event) => {
        if (resting) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {busy ? texts.working : children}
    </button>
  )
  if (disabledBecause === undefined) return button
  return (
    <div className="button-wrap">
      {button}
      <p className="button-why" id={why}>
        {disabledBecause}
      </p>
    </div>
  )
}

/** Goes somewhere, and looks like a button because it is the main way on. */
export function LinkButton({
  weight,
  small,
  href,
  children,
}: Look & { readonly href: string; readonly children: ReactNode }) {
  return (
    <Link className={look({ weight, small })} href={href}>
      {children}
    </Link>
  )
}

function look({
  weight = 'plain',
  small = false,
}: {
  weight?: ButtonWeight | undefined
  small?: boolean | undefined
}): string {
  return `button${weight === 'plain' ? '' : ` button-${weight}`}${small ? ' button-small' : ''}`
}
