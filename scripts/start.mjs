import { build, install, runNode } from './prepare.mjs'

install()
build()
runNode(['server/src/main.ts'])
