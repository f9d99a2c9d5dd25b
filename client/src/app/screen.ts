import { type ComponentType, lazy } from 'react'

/** A screen that is a chunk of its own: loaded when somebody goes there. */
export function screen<Name extends string>(
  load: () => Promise<{ readonly [Key in Name]: ComponentType }>,
  name: Name,
) {
  return lazy(async () => ({ default: (await load())[name] }))
}
