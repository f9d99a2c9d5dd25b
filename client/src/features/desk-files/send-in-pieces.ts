/** What sending needs from the outside, so that it can be tried without a network. */
export interface Wire {
  /** Announces the file; answers with the pieces that are there. */
  announce(): Promise<readonly number[]>
  /** Sends one piece. */
  put(seq: number, piece: Blob): Promise<void>
  /** Whether the same thing may succeed later: no network, a server that restarts. */
  mayPass(problem: unknown): boolean
  /** Resolves when it is worth trying again, the `failures`th time in a row. */
  untilNextTry(failures: number): Promise<void>
}

export interface Progress {
  readonly sent: number
  /** There is no network now; it goes on by itself. */
  readonly waiting: boolean
}

/** The file itself is not what was chosen any more: moved, changed, or closed off by another program. */
export class Unreadable extends Error {}

interface Sending {
  readonly file: Blob
  readonly pieceBytes: number
  readonly wire: Wire
  readonly tell: (progress: Progress) => void
  readonly stopped: () => boolean
}

/**
 * Sends a file in pieces. When the network goes it waits, asks what has arrived and sends the rest.
 * @returns false when it was stopped
 * @throws Unreadable · whatever refusal trying again would not change
 */
export async function sendInPieces({ file, pieceBytes, wire, tell, stopped }: Sending): Promise<boolean> {
  const count = Math.ceil(file.size / pieceBytes)
  const bytesOf = (seq: number) => Math.min(pieceBytes, file.size - seq * pieceBytes)
  let sent = 0
  let failures = 0
  for (;;) {
    try {
      const there = new Set(await wire.announce())
      sent = [...there].reduce((sum, seq) => sum + bytesOf(seq), 0)
      for (let seq = 0; seq < count; seq += 1) {
        if (stopped()) return false
        if (there.has(seq)) continue
        tell({ sent, waiting: false })
        await wire.put(seq, await readPiece(file, seq * pieceBytes, bytesOf(seq)))
        failures = 0
        sent += bytesOf(seq)
      }
      tell({ sent, waiting: false })
      return !stopped()
    } catch (problem) {
      if (stopped()) return false
      if (!wire.mayPass(problem)) throw problem
      failures += 1
      tell({ sent, waiting: true })
      await wire.untilNextTry(failures)
      if (stopped()) return false
    }
  }
}

/** Read before it is sent: a file that is gone would otherwise look like a network that is. */
async function readPiece(file: Blob, from: number, bytes: number): Promise<Blob> {
  try {
    const content = await file.slice(from, from + bytes).arrayBuffer()
    return new Blob([content], { type: 'application/octet-stream' })
  } catch (cause) {
    throw new Unreadable('the file cannot be read', { cause })
  }
}
