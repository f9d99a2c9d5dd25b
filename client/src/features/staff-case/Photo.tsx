import type { readAttachment } from '@yijian/shared/application/contract'
import { useEffect, useState } from 'react'
import { endpoint } from '../../api/endpoint.ts'
import { fetchFile } from '../../api/fetch-file.ts'
import { addressOf } from '../../api/request.ts'
import { useText } from '../../i18n/locale.tsx'
import { staffCaseTexts } from '../../i18n/zh-CN/staff-case.ts'
import { Button } from '../../ui/Button.tsx'

const attachmentEndpoint = endpoint<typeof readAttachment>('GET', '/api/attachments/:id')

interface PhotoProps {
  readonly id: string
  /** What it shows, for those who cannot see it. */
  readonly name: string
  /** Fetched without being asked for, where the decision depends on it. */
  readonly eager?: boolean
}

/** An attachment as an image, fetched when asked for: it may be some megabytes. */
export function Photo({ id, name, eager = false }: PhotoProps) {
  const { photo } = useText(staffCaseTexts)
  const [wanted, setWanted] = useState(eager)
  const [address, setAddress] = useState<string>()
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    if (!wanted) return
    let made: string | undefined
    let left = false
    fetchFile(addressOf(attachmentEndpoint, { params: { id } })).then(
      ({ content }) => {
        if (left) return
        made = URL.createObjectURL(content)
        setAddress(made)
      },
      () => {
        if (left) return
        setFailed(true)
        setWanted(false)
      },
    )
    return () => {
      left = true
      if (made !== undefined) URL.revokeObjectURL(made)
    }
  }, [id, wanted])
  if (address !== undefined) {
    return (
      <a href={address} target="_blank" rel="noreferrer">
        <img className="photo" src={address} alt={name} />
      </a>
    )
  }
  return (
    <>
      {failed && <p role="status">{photo.failed}</p>}
      <Button small busy={wanted} onClick={() => setWanted(true)}>
        {photo.show}
      </Button>
    </>
  )
}
