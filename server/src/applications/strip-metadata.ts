import { Refusal } from '@yijian/shared/errors'

export type Photo = { readonly type: 'image/jpeg' | 'image/png'; readonly bytes: Buffer }

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** PNG chunks that make the picture; text, time, EXIF and anything unknown are left out. */
const PNG_KEEP = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'pHYs', 'sBIT'])

/**
 * Checks a photo by its bytes, not by what it says it is, and removes place, camera and comments.
 * A JPEG keeps its picture and its colour profile; its orientation goes with the EXIF block, so the
 * client turns the picture before it sends it.
 * @throws Refusal unsupported_file
 */
export function stripMetadata(bytes: Buffer): Photo {
  if (bytes.subarray(0, 8).equals(PNG_SIGNATURE)) return { type: 'image/png', bytes: stripPng(bytes) }
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return { type: 'image/jpeg', bytes: stripJpeg(bytes) }
  throw new Refusal('unsupported_file')
}

function stripPng(bytes: Buffer): Buffer {
  const parts: Buffer[] = [PNG_SIGNATURE]
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    const end = at + 12 + length
    if (end > bytes.length) throw new Refusal('unsupported_file')
    const type = bytes.toString('latin1', at + 4, at + 8)
    if (PNG_KEEP.has(type)) parts.push(bytes.subarray(at, end))
    if (type === 'IEND') return Buffer.concat(parts)
    at = end
  }
  throw new Refusal('unsupported_file')
}

function stripJpeg(bytes: Buffer): Buffer {
  const parts: Buffer[] = [bytes.subarray(0, 2)]
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) throw new Refusal('unsupported_file')
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    const end = at + 2 + bytes.readUInt16BE(at + 2)
    if (end > bytes.length) throw new Refusal('unsupported_file')
    // APP1…APP15 and comments carry EXIF, GPS and thumbnails; APP0 (JFIF), APP2 (colour) and APP14 (Adobe) make the picture.
    const carriesMetadata = marker === 0xfe || (marker >= 0xe1 && marker <= 0xef && marker !== 0xe2 && marker !== 0xee)
    if (!carriesMetadata) parts.push(bytes.subarray(at, end))
    if (marker === 0xda) return Buffer.concat([...parts, untilEnd(bytes, end)])
    at = end
  }
  throw new Refusal('unsupported_file')
}

/** The picture's data up to its end marker: what somebody appended after it is left out. */
function untilEnd(bytes: Buffer, from: number): Buffer {
  const end = bytes.lastIndexOf(Buffer.from([0xff, 0xd9]))
  if (end < from) throw new Refusal('unsupported_file')
  return bytes.subarray(from, end + 2)
}
