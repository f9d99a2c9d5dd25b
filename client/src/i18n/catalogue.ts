/** One language's texts of one feature: sentences, and functions for sentences with a number or a name in them. */
export interface Texts {
  readonly [key: string]: string | ((...values: never[]) => string) | Texts
}

/** What another language must supply: the same keys, and functions of the same values. */
export type Wording<T> = T extends string
  ? string
  : T extends (...values: infer Values) => string
    ? (...values: Values) => string
    : { readonly [Key in keyof T]: Wording<T[Key]> }

/** One feature's texts: Chinese travels with the code that uses it, English is fetched when somebody asks for it. */
export interface Catalogue<T> {
  readonly chinese: T
  readonly english: () => Promise<T>
}

/**
 * @param chinese the zh-CN texts, which define the keys
 * @param load fetches the English file; when it cannot be fetched (offline, not yet cached) the Chinese texts stand in
 */
export function catalogue<const T extends Texts>(
  chinese: T,
  load: () => Promise<{ readonly texts: Wording<T> }>,
): Catalogue<Wording<T>> {
  // T has literal strings where Wording<T> has string; the compiler does not see through the mapped type.
  const own = chinese as unknown as Wording<T>
  let loading: Promise<Wording<T>> | undefined
  return {
    chinese: own,
    english() {
      loading ??= load().then(
        (file) => file.texts,
        () => {
          loading = undefined
          return own
        },
      )
      return loading
    },
  }
}
