export const textSizes = ['standard', 'large', 'huge'] as const
export type TextSize = (typeof textSizes)[number]

const STORED_AS = 'text-size'

/** The reader's text size as last chosen on this device. */
export function storedTextSize(): TextSize {
  try {
    const stored = localStorage.getItem(STORED_AS)
    return textSizes.find((size) => size === stored) ?? 'standard'
  } catch {
    return 'standard' // storage is closed in some in-app browsers
  }
}

/** Shows the whole document in this size, and remembers it. */
export function applyTextSize(size: TextSize) {
  document.documentElement.dataset.text = size
  try {
    localStorage.setItem(STORED_AS, size)
  } catch {
    // the choice then lasts until the page is closed
  }
}

export function nextTextSize(size: TextSize): TextSize {
  return textSizes[(textSizes.indexOf(size) + 1) % textSizes.length] ?? 'standard'
}
