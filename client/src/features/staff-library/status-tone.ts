import type { Tone } from '../../ui/StatusTag.tsx'

export function statusTone(statusClass: string): Tone {
  if (statusClass === 'live') return 'good'
  return ['liquidation', 'revoked', 'gone'].includes(statusClass) ? 'stop' : 'look'
}
