import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useExplain } from '../../api/explain.ts'
import { request } from '../../api/request.ts'
import { useCommand } from '../../api/use-command.ts'
import { formatCount } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { staffLibraryTexts } from '../../i18n/zh-CN/staff-library.ts'
import { Button } from '../../ui/Button.tsx'
import { RadioGrid } from '../../ui/Choices.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { AssignPreview, countWithOthers, useAssignPreview } from './AssignPreview.tsx'
import { assignEndpoint, listPostsEndpoint } from './endpoints.ts'
import { type JustAssigned, JustAssignedSheet } from './RecentAssignments.tsx'
import { countOf, type Picked, previewOf, selectionOf } from './selection.ts'

interface AssignSheetProps {
  readonly picked: Picked
  readonly open: boolean
  readonly onClose: () => void
  readonly onDone: () => void
}

/** One post for all that were picked: all of them, or none and the reason why. */
export function AssignSheet({ picked, open, onClose, onDone }: AssignSheetProps) {
  const { assign: texts } = useText(staffLibraryTexts)
  const { locale } = useLocale()
  const explain = useExplain()
  const toast = useToast()
  const queries = useQueryClient()
  const [typed, setTyped] = useState('')
  const [post, setPost] = useState<{ readonly id: number; readonly name: string }>()
  const [takeOver, setTakeOver] = useState(false)
  const [done, setDone] = useState<JustAssigned>()
  const postId = post?.id
  const q = useDeferredValue(typed.trim())
  const posts = useQuery({
    queryKey: ['library', 'posts', q],
    queryFn: () => request(listPostsEndpoint, { query: q === '' ? {} : { q } }),
    enabled: open,
  })
  const preview = useAssignPreview(picked, postId, open)
  const command = useCommand(
    (body: { postId: number; which: ReturnType<typeof selectionOf>; leaveOthers: boolean }, commandId) =>
      request(assignEndpoint, { body: { ...body, commandId } }),
  )
  const told = preview.data
  const toAssign = told && told.free + (takeOver ? countWithOthers(told, postId) : 0)
  const why =
    postId === undefined
      ? texts.toFirst
      : told?.beyond
        ? texts.beyond(formatCount(told.beyond, locale))
        : toAssign === 0
          ? texts.nothingToAssign
          : undefined
  async function confirm() {
    if (post === undefined) return
    const answer = await command.run({
      postId: post.id,
      which: selectionOf(picked),
      leaveOthers: !takeOver,
    })
    if (!answer) return
    void queries.invalidateQueries({ queryKey: ['library'] })
    const { commandId, assigned, already, left, others } = answer
    const said = texts.done(assigned, already, left, others)
    if (assigned > 0) setDone({ commandId, said, who: post.name })
    else {
      toast(said)
      onDone()
    }
  }
  if (done) return <JustAssignedSheet done={done} open={open} onClose={onDone} />
  return (
    <Sheet
      open={open}
      onClose={() => {
        command.clear()
        onClose()
      }}
      title={texts.title(formatCount(countOf(picked), locale))}
      foot={
        <Button weight="main" busy={command.busy} onClick={() => void confirm()} disabledBecause={why}>
          {postId === undefined || !toAssign ? texts.confirm : texts.confirmCount(formatCount(toAssign, locale))}
        </Button>
      }
    >
      {command.problem !== undefined && (
        <Notice tone="look" live>
          <p>{explain(command.problem)}</p>
        </Notice>
      )}
      {previewOf(picked) === undefined ? (
        <p className="fine">{texts.tooManyPicked}</p>
      ) : preview.error ? (
        <Notice tone="look">
          <p>{explain(preview.error)}</p>
        </Notice>
      ) : (
        <AssignPreview preview={told} postId={postId} takeOver={takeOver} onTakeOver={setTakeOver} />
      )}
      <TextInput
        name="post-search"
        type="search"
        label={texts.search}
        maxLength={30}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {posts.data ? (
        <RadioGrid
          key={q}
          name="postId"
          label={texts.to}
          defaultValue={postId === undefined ? undefined : String(postId)}
          onPick={(value) => {
            const chosen = posts.data.items.find((one) => String(one.postId) === value)
            setPost(chosen && { id: chosen.postId, name: chosen.officerName })
          }}
          choices={posts.data.items.map((one) => ({
            value: String(one.postId),
            label: one.mine ? texts.mine(one.officerName) : one.officerName,
            hint: one.officeName,
          }))}
        />
      ) : posts.error ? (
        <Notice tone="look">
          <p>{explain(posts.error)}</p>
        </Notice>
      ) : (
        <Skeleton lines={4} />
      )}
      {posts.data?.more && <p className="fine">{texts.more}</p>}
    </Sheet>
  )
}
