let typed: string | undefined

/** The number a code was just asked for, so that another one can be sent. In memory only. */
export function rememberOwnPhone(phone: string | undefined) {
  typed = phone
}

export function ownPhone(): string | undefined {
  return typed
}
