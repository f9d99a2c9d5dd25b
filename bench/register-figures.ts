// Prints docs/place-figures.md: where the addresses of the shared data beside the project are placed. See cross-check-figures.ts for identity.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readPlaceFinder } from '@yijian/server/divisions/read-places'
import { importRegister } from '@yijian/server/registry/import-register'
import { fileSource } from '@yijian/server/registry/register-source'
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

async function places(pool: pg.Pool): Promise<void> {
  const findPlace = await readPlaceFinder(pool)
  const { rows } = await pool.query<{ address: string; written: string | null }>(
    `select coalesce(address, '') as address, established_on as written from enterprise where batch_id is not null`,
  )
  const counts = new Map<string, number>()
  for (const { address, written } of rows) {
    const { how, certain, reason } = findPlace(address, { writtenAfter: written })
    const key = [how, certain ? 'sure' : 'unsure', reason].join('|')
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  table(['place', 'sure', 'because', 'rows', 'share'])
  for (const [key, count] of [...counts].sort((a, b) => b[1] - a[1]))
    row([...key.split('|'), count, `${((100 * count) / rows.length).toFixed(1)} %`])
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
