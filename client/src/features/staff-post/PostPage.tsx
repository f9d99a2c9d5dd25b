import { useQueryClient } from '@tanstack/react-query'
import type { Post } from '@yijian/shared/identity/contract'
import { roles, tiers } from '@yijian/shared/vocabulary'
import { type FormEvent, useEffect, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { request } from '../../api/request.ts'
import { setMe, useSession } from '../../api/session.ts'
import { useCommand } from '../../api/use-command.ts'
import { useFormErrors } from '../../api/use-form-errors.ts'
import { paths, safeNext } from '../../app/paths.ts'
import { useText } from '../../i18n/locale.tsx'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { staffMeTexts } from '../../i18n/zh-CN/staff-me.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { RadioGrid } from '../../ui/Choices.tsx'
import { ErrorSummary, type FormError } from '../../ui/ErrorSummary.tsx'
import { Page } from '../../ui/Page.tsx'
import { StickyActions } from '../../ui/StickyActions.tsx'
import { useWord } from '../staff-work/use-word.ts'
import { choosePostEndpoint } from './choose-post.ts'

/** Which of several posts one acts in: it decides what one sees and may do, so it is asked before anything else. */
export function PostPage() {
  const { post: texts } = useText(staffMeTexts)
  const { product } = useText(shellTexts)
  const describe = usePostWords()
  const session = useSession()
  const next = new URLSearchParams(useLocation().search).get('next')
  const navigate = useNavigate()
  const queries = useQueryClient()
  const formErrors = useFormErrors()
  const [errors, setErrors] = useState<readonly FormError[]>([])
  const choose = useCommand((postId: number) => request(choosePostEndpoint, { body: { postId } }))
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const postId = Number(new FormData(event.currentTarget).get('post'))
    if (!postId) return setErrors([{ field: 'post', message: texts.needed }])
    setErrors([])
    const me = await choose.run(postId)
    if (!me) return
    // What the other post saw is not for this one.
    queries.clear()
    setMe(me)
    navigate(next === null ? paths.staff() : safeNext(next), { replace: true })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: worded once for each refusal, so that focus moves once
  useEffect(() => {
    if (choose.problem !== undefined) setErrors(formErrors(choose.problem))
  }, [choose.problem])
  return (
    <Page title={texts.title} site={product} lead={texts.lead} wrong={errors.length > 0}>
      <form className="form" noValidate onSubmit={submit}>
        <ErrorSummary errors={errors} />
        <Card>
          <RadioGrid
            name="post"
            label={texts.label}
            error={errors.find(({ field }) => field === 'post')?.message}
            defaultValue={session?.post ? String(session.post.id) : undefined}
            choices={(session?.posts ?? []).map((post) => ({
              value: String(post.id),
              label: post.officeName,
              hint: describe(post),
            }))}
          />
        </Card>
        <StickyActions>
          <Button type="submit" weight="main" busy={choose.busy}>
            {texts.go}
          </Button>
        </StickyActions>
      </form>
    </Page>
  )
}

/** 书记 · 街道（乡镇） */
export function usePostWords(): (post: Post) => string {
  const word = useWord()
  return ({ role, tier }) => `${word(roles[role])} · ${word(tiers[tier])}`
}
