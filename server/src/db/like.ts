/** A pattern of LIKE that means the text itself, whatever it contains. */
export function startingWith(text: string): string {
  return `${literal(text)}%`
}

export function containing(text: string): string {
  return `%${literal(text)}%`
}

function literal(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
