/** The product's own emblem (a star in a ring); deliberately not the emblem of the League. */
export function Emblem() {
  return (
    <svg className="emblem" viewBox="0 0 64 64" aria-hidden="true">
      <circle cx="32" cy="32" r="26.5" fill="none" stroke="var(--gold)" strokeWidth="4" />
      <path fill="var(--gold)" d="M32 14.5l4.1 12.4h13.1l-10.6 7.7 4.1 12.4L32 39.3 21.3 47l4.1-12.4-10.6-7.7h13.1z" />
    </svg>
  )
}
