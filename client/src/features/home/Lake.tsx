/** West Lake in a few lines: hills, a pagoda, a bridge. Decoration, drawn for this product. */
export function Lake() {
  return (
    <svg className="lake" viewBox="0 0 720 150" preserveAspectRatio="xMaxYMax slice" aria-hidden="true">
      <path fill="#e3ecf8" d="M0 104C62 84 96 62 150 70s72 26 122 14 84-48 148-40 74 40 130 30 112-42 170-26v102H0z" />
      <g fill="#cfdef3">
        <path d="M0 124c70-26 132-30 196-16s118 8 178-10 92-42 146-40 66 30 110 32 62-12 90-16v76H0z" />
        <path d="M566 30h4l1 6h-6zM559 38h18l4 6h-26zM561 45h14v7h-14zM556 53h24l4 6h-32zM559 60h18v8h-18zM553 69h30l4 6h-38zM556 76h24v16h-24z" />
      </g>
      <path
        fill="#bcd0ec"
        d="M0 136c90-8 150-10 214-7 18-2 30-13 52-13s34 11 52 13c110 5 230-9 402-1v22H0zm250-7h32c0-9-7-14-16-14s-16 5-16 14"
        fillRule="evenodd"
      />
    </svg>
  )
}
