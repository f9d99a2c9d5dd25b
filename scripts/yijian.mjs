import { install, runNode } from './prepare.mjs'

install()
runNode(['server/src/cli.ts', ...process.argv.slice(2)])
