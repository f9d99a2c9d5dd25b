import type { Finding } from '@yijian/shared/application/cross-check'
import type { StaffChecksTexts } from '../../i18n/zh-CN/staff-checks.ts'
import type { Tone } from '../../ui/StatusTag.tsx'

export function toneOf({ outcome, effect }: Finding): Tone {
  if (effect === 'stop') return 'stop'
  if (outcome === 'agrees') return 'good'
  return outcome === 'unknown' ? 'plain' : 'look'
}

/** A newer server may know a finding this release does not. */
export function checkSentence(key: string, { sentences, unknownSentence }: StaffChecksTexts): string {
  return Object.hasOwn(sentences, key) ? sentences[key as keyof typeof sentences] : unknownSentence // hasOwn has shown it
}
