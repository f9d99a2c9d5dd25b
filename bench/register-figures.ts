// Prints docs/place-figures.md: where the addresses of the shared data beside the project are placed. See cross-check-figures.ts for identity.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readPlaces } from '@yijian/server/divisions/read-places'
import { importRegister } from '@yijian/server/imports/import-register'
import { fileSource } from '@yijian/server/registry/tables/register-source'
import { createPlaceFinder, type Division } from '@yijian/shared/division'
import type pg from 'pg'
import { withScratch } from './scratch-database.ts'

const shared = join(import.meta.dirname, '../../shared/data')

if (!existsSync(shared)) process.stdout.write('skipped: no shared data\n')
else {
  await withScratch(async ({ context }) => {
    const source = fileSource(join(shared, 'registry-hangzhou.csv.gz'))
    const report = await importRegister(context, { source })
    const { pool } = context.database
    print('# Where enterprises belong', '')
    print(
      `Printed by \`node bench/register-figures.ts\` over the ${report.rows.toLocaleString('en')} rows of the shared register.`,
      '',
    )
    await places(pool)
  })
}

type Row = { readonly address: string; readonly written: string | null }

async function places(pool: pg.Pool): Promise<void> {
  const known = await readPlaces(pool)
  const findPlace = createPlaceFinder(known)
  const { rows } = await pool.query<Row>(
    `select coalesce(address, '') as address, established_on as written from enterprise where batch_id is not null`,
  )
  const found = rows.map(({ address, written }) => ({ address, ...findPlace(address, { writtenAfter: written }) }))
  const share = (count: number, of = rows.length) => `${((100 * count) / of).toFixed(1)} %`
  const tally = (keys: readonly string[]) => {
    const counts = new Map<string, number>()
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
    return [...counts].sort((a, b) => b[1] - a[1])
  }
  table(['place', 'sure', 'rows', 'share'])
  const where = {
    street_in_address: 'street',
    community_in_address: 'street',
    district_pool: 'district',
    city_pool: 'city',
  }
  for (const [key, count] of tally(
    found.map(({ how, certain }) => `${where[how as keyof typeof where] ?? how}|${certain ? 'sure' : 'unsure'}`),
  ))
    row([...key.split('|'), count, share(count)])
  print('')
  table(['place', 'sure', 'because', 'rows', 'share'])
  for (const [key, count] of tally(
    found.map(({ how, certain, reason }) => [how, certain ? 'sure' : 'unsure', reason].join('|')),
  ))
    row([...key.split('|'), count, share(count)])

  print('', '## Communities against streets', '')
  const withoutStreets = createPlaceFinder({ ...known, divisions: known.divisions.map(withoutStreetName) })
  const told = { same: 0, other: 0, none: 0 }
  for (const { address, placeId, reason } of found) {
    if (reason !== 'street_named' && reason !== 'street_named_community_elsewhere') continue
    if (!/社区|村/.test(address)) continue
    const alone = withoutStreets(address)
    if (alone.how !== 'community_in_address') told.none++
    else told[alone.placeId === placeId ? 'same' : 'other']++
  }
  print(
    'Addresses that name a street and a community or village, read as if streets had no names: what the community alone says.',
    '',
  )
  table(['the street that is named', 'another street', 'no answer'])
  row([told.same, told.other, told.none])

  print('', '## What a decision is worth', '')
  const waiting = found.filter(({ how }) => how.endsWith('pool'))
  const keyed = waiting.filter(({ buildingKey }) => buildingKey !== null)
  const groups = tally(keyed.map(({ placeId, buildingKey }) => `${placeId}|${buildingKey}`)).map(([, count]) => count)
  const sure = new Set(
    found
      .filter(({ how, certain }) => certain && !how.endsWith('pool'))
      .flatMap(({ buildingKey }) => buildingKey ?? []),
  )
  const hinted = keyed.filter(({ buildingKey }) => buildingKey !== null && sure.has(buildingKey))
  const first = (count: number) => groups.slice(0, count).reduce((sum, one) => sum + one, 0)
  table(['of the pool', 'rows', 'share'])
  row(['waits', waiting.length, '100 %'])
  row(['names a building, park, market or number', keyed.length, share(keyed.length, waiting.length)])
  row(['placed by the first 100 decisions', first(100), share(first(100), waiting.length)])
  row(['by the first 500', first(500), share(first(500), waiting.length)])
  row(['by the first 1,000', first(1000), share(first(1000), waiting.length)])
  row([
    'shares its building with an enterprise whose street is sure',
    hinted.length,
    share(hinted.length, waiting.length),
  ])
}

/** Names that no address has. */
function withoutStreetName(division: Division): Division {
  return division.tier === 'street' ? { ...division, name: `#${division.id}街道` } : division
}

function table(head: readonly string[]): void {
  row(head)
  row(head.map(() => '---'))
}

function row(cells: readonly (string | number)[]): void {
  print(`| ${cells.join(' | ')} |`)
}

function print(...lines: string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''))
}
