let typed: string | undefined

/** The number somebody has just signed in with, so that the form need not ask for it again. In memory only. */
export function rememberOwnPhone(phone: string | undefined) {
  typed = phone
}

export function ownPhone(): string | undefined {
  return typed
}
