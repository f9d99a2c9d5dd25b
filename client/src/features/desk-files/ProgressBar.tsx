interface ProgressBarProps {
  /** The id of what names it. */
  readonly labelledBy?: string
  readonly label?: string
  /** Without a value: under way, nobody knows how long. */
  readonly value?: number | undefined
  readonly max?: number
}

export function ProgressBar({ labelledBy, label, value, max = 1 }: ProgressBarProps) {
  return <progress aria-labelledby={labelledBy} aria-label={label} {...(value !== undefined && { value, max })} />
}
