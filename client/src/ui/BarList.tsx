export interface Bar {
  readonly key: string
  readonly name: string
  readonly value: number
}

/** Amounts side by side in the order given: places keep their customary order, nothing is ranked. */
export function BarList({ bars }: { readonly bars: readonly Bar[] }) {
  const most = Math.max(1, ...bars.map((bar) => bar.value))
  return (
    <ul className="bars">
      {bars.map((bar) => (
        <li key={bar.key}>
          <span>{bar.name}</span>
          <span className="bar">{bar.value > 0 && <span style={{ width: `${(bar.value / most) * 100}%` }} />}</span>
          <span className="number">{bar.value}</span>
        </li>
      ))}
    </ul>
  )
}
