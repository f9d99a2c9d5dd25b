import type { uploadAttachment } from '@yijian/shared/application/contract'
import { errorText } from '@yijian/shared/errors'
import { useEffect, useState } from 'react'
import { endpoint } from '../../api/endpoint.ts'
import { useExplain } from '../../api/explain.ts'
import { upload } from '../../api/request.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { photoTexts } from '../../i18n/zh-CN/photo.ts'
import { Field, type FieldTexts } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { shrinkPhoto } from './shrink-photo.ts'

const uploadEndpoint = endpoint<typeof uploadAttachment>('POST', '/api/attachments')

interface PhotoFieldProps extends FieldTexts {
  readonly name: string
  readonly kind: 'licence' | 'meeting_result'
  /** True when a photo was sent earlier, on this device or another. */
  readonly given: boolean
  readonly onGiven: (id: string) => void
}

/** Takes or chooses one photo and sends it at once, made small: the form later only names it. */
export function PhotoField({ name, kind, given, onGiven, error, ...field }: PhotoFieldProps) {
  const texts = useText(photoTexts)
  const { locale } = useLocale()
  const explain = useExplain()
  const [preview, setPreview] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()

  useEffect(() => () => (preview === undefined ? undefined : URL.revokeObjectURL(preview)), [preview])

  async function send(file: File) {
    setBusy(true)
    setFailure(undefined)
    try {
      const photo = await shrinkPhoto(file).catch(() => undefined)
      if (photo === undefined) return setFailure(errorText('unsupported_file', locale))
      const { id } = await upload(uploadEndpoint, { query: { kind } }, photo)
      setPreview(URL.createObjectURL(photo))
      onGiven(id)
    } catch (problem) {
      setFailure(explain(problem))
    } finally {
      setBusy(false)
    }
  }

  return (
    <Field
      {...field}
      id={name}
      error={failure ?? error}
      after={
        <div className="photo-state" role="status">
          {preview !== undefined && <img className="photo" src={preview} alt={texts.preview} />}
          {busy ? texts.sending : given && texts.given}
        </div>
      }
    >
      {(control) => (
        <span className="photo-pick">
          <input
            {...control}
            className="unseen"
            name={name}
            type="file"
            accept="image/*"
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? []
              event.currentTarget.value = ''
              if (file && !busy) send(file)
            }}
          />
          <label className="button" htmlFor={name}>
            <Icon name="camera" />
            {given ? texts.another : texts.pick}
          </label>
        </span>
      )}
    </Field>
  )
}
