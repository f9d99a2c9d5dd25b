import type { StatusWordView } from './status-word-contract.ts'

/** Nobody knows what it means, and nobody has said that it cannot be known. */
export function isOpenWord({ class: read, named }: StatusWordView): boolean {
  return read === 'unknown' && named === null
}

/** Somebody has said what it means since the file was read. */
export function isNamedSince({ class: read, named }: StatusWordView): boolean {
  return named !== null && named.class !== read
}
