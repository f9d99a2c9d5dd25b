import type { OutreachState } from '@yijian/shared/outreach/words'
import type { Tone } from '../../ui/StatusTag.tsx'

const tones: Record<OutreachState, Tone> = {
  new: 'plain',
  assigned: 'info',
  contacted: 'info',
  intent: 'good',
  not_now: 'plain',
  refused: 'plain',
  unreachable: 'look',
  dormant: 'plain',
  applying: 'info',
  organised: 'good',
  covered: 'good',
  invalid: 'stop',
}

export function outreachTone(state: OutreachState): Tone {
  return tones[state]
}
