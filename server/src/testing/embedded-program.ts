import { startEmbedded } from '../db/embedded.ts'

/** Runs an embedded database in a folder until it is asked to stop, and says what happens to it. */
const say = (word: string) => process.send?.(word)
try {
  const server = await startEmbedded(process.argv[2] ?? '', { onChange: ({ state }) => say(state) })
  process.removeAllListeners('SIGTERM')
  process.once('SIGTERM', async () => {
    await server.stop()
    process.exit(0)
  })
  say('ready')
} catch (error) {
  process.stderr.write(error instanceof Error ? error.message : String(error))
  process.exit(1)
}
