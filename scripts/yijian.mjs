import { join } from 'node:path'
import { environment, install, root, runNode } from './prepare.mjs'

install()
// Files are named from where the person stands.
runNode([join(root, 'server/src/cli.ts'), ...process.argv.slice(2)], { cwd: environment.INIT_CWD })
