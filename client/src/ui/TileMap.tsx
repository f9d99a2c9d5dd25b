import { useText } from '../i18n/locale.tsx'
import { kitTexts } from '../i18n/zh-CN/kit.ts'
import { Link } from './Link.tsx'

export interface Tile {
  readonly key: string
  readonly name: string
  /** Undefined: no figure, which is not zero. */
  readonly value: number | undefined
  readonly href: string
  /** Counted from 1, five columns. */
  readonly column: number
  readonly row: number
}

/**
 * Places as squares roughly where they lie: equal weight for a large county and a small district, readable
 * numbers, and no drawing of borders, which would need a map approval. The shade only repeats the number.
 */
export function TileMap({ title, tiles }: { readonly title: string; readonly tiles: readonly Tile[] }) {
  const texts = useText(kitTexts)
  const most = Math.max(1, ...tiles.map((tile) => tile.value ?? 0))
  return (
    <figure className="card">
      <figcaption>
        <h2>
          {title}（{texts.schematic}）
        </h2>
      </figcaption>
      <ul className="tiles">
        {tiles.map((tile) => (
          <li key={tile.key} style={{ gridColumn: tile.column, gridRow: tile.row }}>
            <Link className={`tile tile-${shade(tile.value, most)}`} href={tile.href}>
              <strong>{tile.name}</strong>
              <span className="number">{tile.value ?? texts.noFigure}</span>
            </Link>
          </li>
        ))}
      </ul>
    </figure>
  )
}

function shade(value: number | undefined, most: number): number {
  return value ? Math.max(1, Math.ceil((value / most) * 4)) : 0
}
