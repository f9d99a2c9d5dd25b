import type { BenchResult } from './bench-result.ts'
import { run as crossCheck } from './cross-check.ts'
import { run as importRegister } from './import.ts'
import { run as library } from './library.ts'

/** Every benchmark, one after the other: JSON on standard output, a table for reading on standard error. */
const benchmarks = [importRegister, crossCheck, library]

const results: BenchResult[] = []
for (const benchmark of benchmarks) {
  const result = await benchmark()
  results.push(result)
  process.stderr.write(`\n${result.name} — floor: ${result.floor}\n`)
  for (const { what, measured, floor, ratio, unit, notes } of result.figures) {
    const aside = notes
      ? `  (${Object.entries(notes)
          .map(([key, value]) => `${key} ${value}`)
          .join(', ')})`
      : ''
    process.stderr.write(`  ${what.padEnd(48)} ${measured} ${unit}, floor ${floor} ${unit}: ${ratio} ×${aside}\n`)
  }
}
process.stdout.write(`${JSON.stringify(results, null, 2)}\n`)
