import type { PhotoTexts } from '../zh-CN/photo.ts'

export const texts: PhotoTexts = {
  pick: 'Take or choose a photo',
  another: 'Choose another',
  sending: 'Uploading…',
  given: 'Photo added',
  preview: 'The photo you have just chosen',
}
