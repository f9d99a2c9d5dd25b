import type { Verdict } from '@yijian/shared/cross-check/cross-check'
import type { CoBuildingFit } from '@yijian/shared/exchange/co-building'
import type { ListState } from '@yijian/shared/exchange/contract'
import { listedFits } from '@yijian/shared/exchange/words'
import type { Tone } from '../../ui/StatusTag.tsx'

export const VERDICTS = ['agree', 'review', 'conflict', 'absent'] as const satisfies readonly Verdict[]

export const verdictTones: Record<Verdict, Tone> = { agree: 'good', review: 'look', conflict: 'stop', absent: 'plain' }

export const listTones: Record<ListState, Tone> = {
  waiting: 'info',
  checking: 'info',
  checked: 'good',
  cancelled: 'plain',
  failed: 'stop',
}

export const FITS = ['both', 'joint', 'ask', 'no'] as const satisfies readonly CoBuildingFit[]

/** On the co-building list, and apart from it. */
export const LISTED = FITS.filter((fit) => listedFits.includes(fit))
export const APART = FITS.filter((fit) => !listedFits.includes(fit))

export const fitTones: Record<CoBuildingFit, Tone> = { both: 'good', joint: 'info', ask: 'look', no: 'plain' }
