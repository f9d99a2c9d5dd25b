import { crc32, deflateSync } from 'node:zlib'

const WIDTH = 240
const HEIGHT = 340
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** Paper, ink, seal; a pixel is an index into it. */
const PALETTE = Buffer.from([0xfb, 0xf8, 0xf0, 0x9a, 0x9a, 0x9a, 0xc8, 0x1e, 0x1e])

/** A made-up sheet as a PNG of about 1 kB: a title, lines of "text" and a round seal. Nobody's real paper. */
export function drawPaper(): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(WIDTH, 0)
  header.writeUInt32BE(HEIGHT, 4)
  header.set([8, 3, 0, 0, 0], 8) // eight bits per pixel, indexed colours
  const pixels = Buffer.alloc((WIDTH + 1) * HEIGHT)
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) pixels[y * (WIDTH + 1) + 1 + x] = colourAt(x, y)
  }
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', PALETTE),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function colourAt(x: number, y: number): number {
  const fromSeal = Math.hypot(x - 178, y - 272)
  if ((fromSeal > 33 && fromSeal < 38) || fromSeal < 8) return 2
  if (y > 34 && y < 46 && x > 70 && x < 170) return 1
  const inLine = y > 70 && y < 300 && y % 22 < 4
  return inLine && x > 26 && x < (y > 230 ? 130 : 214) ? 1 : 0
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}
