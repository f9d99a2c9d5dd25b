import * as z from 'zod/mini'

/** Shapes that many contracts share. */
export const Id = z.int().check(z.gte(1))
export const Uuid = z.uuid()
/** A parameter or query value that arrives as text. */
export const IdText = z.pipe(z.string().check(z.regex(/^[1-9]\d{0,14}$/)), z.transform(Number))
/** Client-made id of one tap: a retried tap is the same command. */
export const CommandId = z.uuid()
export const Moment = z.iso.datetime()
/** There is no year 0. */
export const Day = z.iso.date().check(z.regex(/^(?!0000)/))
export const Version = z.int().check(z.gte(1))

/** Free text: trimmed, not blank, at most `most` characters. */
export function text(most: number) {
  return z
    .pipe(
      z.string(),
      z.transform((value) => value.trim()),
    )
    .check(z.minLength(1), z.maxLength(most))
}

export const Place = z.object({ id: Id, name: z.string(), tier: z.enum(['street', 'county', 'city', 'province']) })
export type Place = z.infer<typeof Place>
