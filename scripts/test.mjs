// npm test: everything that must hold, from a clean checkout, in one run.
import { spawnSync } from 'node:child_process'
import { ensureBrowser } from './ensure-browser.mjs'
import { build, environment, install, root } from './prepare.mjs'

function check(what, command, args) {
  const started = Date.now()
  process.stdout.write(`\n— ${what}\n`)
  const done = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: environment })
  process.stdout.write(
    `— ${what}: ${done.status === 0 ? 'ok' : 'FAILED'} in ${Math.round((Date.now() - started) / 1000)} s\n`,
  )
  if (done.status !== 0) process.exit(done.status ?? 1)
}

install()
check('types of server, shared and tools', 'tsc', ['-p', 'tsconfig.json'])
check('types of the client', 'tsc', ['-p', 'client'])
check('types of the browser tests', 'tsc', ['-p', 'e2e'])
check('lint and format', 'biome', ['ci', '--error-on-warnings', '.'])
build()
environment.CHROME_PATH = ensureBrowser()
check('unit tests', 'vitest', ['run', '--project', 'unit'])
check('tests with a real PostgreSQL', 'vitest', ['run', '--project', 'database'])
check('tests in a real browser', 'vitest', ['run', '--project', 'browser'])
