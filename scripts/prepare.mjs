// Plain JavaScript for any Node ≥ 20: what has to be there before the product's own Node 24 can run.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const pnpm = ['-y', 'pnpm@12.21.0']

/** Node 24 as installed for the project. */
export const node = join(root, 'node_modules', 'node', 'bin', 'node')

/** The environment of every tool: the project's own Node first on the path. */
export const environment = {
  ...process.env,
  PATH: `${dirname(node)}:${join(root, 'node_modules', '.bin')}:${process.env.PATH}`,
  INIT_CWD: process.env.INIT_CWD ?? process.cwd(),
}

export function fail(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

function run(command, args, what) {
  const done = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: environment })
  if (done.error || done.status !== 0) fail(`${what} failed.`)
}

/** Runs `work` unless the files that decide its outcome are as they were after the last success. */
function unlessFresh(name, inputs, output, work) {
  const stamp = join(root, 'node_modules', '.yijian', name)
  const digest = createHash('sha256')
  for (const file of inputs) digest.update(file).update(readFileSync(file))
  const now = digest.digest('hex')
  if (existsSync(output) && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return
  work()
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, now)
}

function filesUnder(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((file) => !/(^|\/)(node_modules|dist)\//.test(file) && statSync(file).isFile())
    .sort()
}

/** Installs the pinned dependencies of the lockfile. */
export function install() {
  const packages = ['.', 'client', 'server', 'shared', 'e2e', 'bench'].map((folder) =>
    join(root, folder, 'package.json'),
  )
  unlessFresh('installed', [...packages, join(root, 'pnpm-lock.yaml'), join(root, 'pnpm-workspace.yaml')], node, () => {
    process.stdout.write('Installing …\n')
    run('npx', [...pnpm, 'install', '--frozen-lockfile', '--silent'], 'The installation')
  })
}

/** Builds the client into client/dist. */
export function build() {
  const inputs = [
    ...filesUnder(join(root, 'client')),
    ...filesUnder(join(root, 'shared', 'src')),
    join(root, 'pnpm-lock.yaml'),
  ]
  unlessFresh('built', inputs, join(root, 'client', 'dist', 'index.html'), () => {
    process.stdout.write('Building …\n')
    run('npx', [...pnpm, '--filter', '@yijian/client', 'build', '--logLevel', 'warn'], 'The build')
  })
}

/** Runs a TypeScript file with the project's Node until it ends; signals to this process reach it. */
export function runNode(args, options = {}) {
  // A group of its own: Ctrl-C reaches the program through this process, once, and not the database behind its back.
  const child = spawn(node, args, {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true,
    ...options,
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill('SIGTERM'))
  // npm ends its shell without telling what runs in it: when the parent is gone, so is the reason to run.
  const parent = process.ppid
  setInterval(() => process.ppid === parent || child.kill('SIGTERM'), 500).unref()
  child.on('error', () => fail('The program could not be started.'))
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
  return child
}
