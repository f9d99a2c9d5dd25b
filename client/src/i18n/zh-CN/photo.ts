import { catalogue, type Wording } from '../catalogue.ts'

const chinese = {
  pick: '拍照或选择照片',
  another: '换一张',
  sending: '正在上传…',
  given: '照片已上传',
  preview: '刚才选的照片',
} as const

export type PhotoTexts = Wording<typeof chinese>
export const photoTexts = catalogue(chinese, () => import('../en/photo.ts'))
