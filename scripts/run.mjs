// npm run screenshots, npm run bench: tools that need everything installed and built.
import { build, fail, install, runNode } from './prepare.mjs'

const tools = { screenshots: 'e2e/take-screenshots.ts', bench: 'bench/main.ts' }
const [name, ...rest] = process.argv.slice(2)
if (!Object.hasOwn(tools, name ?? '')) fail(`There is no tool "${name}".`)
install()
build()
runNode([tools[name], ...rest])
