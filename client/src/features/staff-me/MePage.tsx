import { roles, tiers } from '@yijian/shared/vocabulary'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useSession } from '../../api/session.ts'
import { signOut } from '../../api/sign-out.ts'
import { paths } from '../../app/paths.ts'
import { type Locale, useLocale, useText } from '../../i18n/locale.tsx'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { staffMeTexts } from '../../i18n/zh-CN/staff-me.ts'
import { Button, LinkButton } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { RadioGrid } from '../../ui/Choices.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Page } from '../../ui/Page.tsx'
import { QueueCard } from '../../ui/QueueCard.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { applyTextSize, storedTextSize, textSizes } from '../../ui/text-size.ts'
import { usePostWords } from '../staff-post/PostPage.tsx'
import { useWord } from '../staff-work/use-word.ts'

/** Who I am here, and how I like to read. */
export function MePage() {
  const { me } = useText(staffMeTexts)
  const { product } = useText(shellTexts)
  return (
    <Page title={me.title} site={product}>
      <Account />
      <Posts />
      <Desk />
      <Reading />
      <SignOut />
    </Page>
  )
}

function Account() {
  const { me } = useText(staffMeTexts)
  const word = useWord()
  const session = useSession()
  if (!session?.post) return null
  const { post, account } = session
  return (
    <Card title={me.current}>
      <KeyValue
        facts={[
          { label: me.office, value: post.officeName },
          { label: me.role, value: word(roles[post.role]) },
          { label: me.tier, value: word(tiers[post.tier]) },
          { label: me.account, value: account.phoneMasked },
        ]}
      />
    </Card>
  )
}

function Posts() {
  const { me } = useText(staffMeTexts)
  const describe = usePostWords()
  const posts = useSession()?.posts ?? []
  return (
    <Card title={me.others}>
      <ul className="rows">
        {posts.map((post) => (
          <li key={post.id}>
            <span>
              {post.officeName}
              <br />
              <span className="fine">{describe(post)}</span>
            </span>
          </li>
        ))}
      </ul>
      {posts.length > 1 ? (
        <div className="buttons buttons-row">
          <LinkButton href={paths.staffPost()}>{me.change}</LinkButton>
        </div>
      ) : (
        <p className="fine">{me.onlyOne}</p>
      )}
    </Card>
  )
}

function Desk() {
  const { me } = useText(staffMeTexts)
  return (
    <ul>
      <QueueCard href={paths.staffDesk()} title={me.desk} meta={me.deskText} />
    </ul>
  )
}

const locales: readonly Locale[] = ['zh-CN', 'en']

function Reading() {
  const { me } = useText(staffMeTexts)
  const { locale, choose } = useLocale()
  return (
    <Card>
      <RadioGrid
        side
        name="locale"
        label={me.language}
        defaultValue={locale}
        onPick={(picked) => choose(locales.find((one) => one === picked) ?? 'zh-CN')}
        choices={[
          { value: 'zh-CN', label: me.languages.zhCN },
          { value: 'en', label: me.languages.en },
        ]}
      />
      <RadioGrid
        side
        name="text-size"
        label={me.textSize}
        defaultValue={storedTextSize()}
        onPick={(picked) => applyTextSize(textSizes.find((one) => one === picked) ?? 'standard')}
        choices={textSizes.map((size) => ({ value: size, label: me.sizes[size] }))}
      />
    </Card>
  )
}

function SignOut() {
  const { me } = useText(staffMeTexts)
  const navigate = useNavigate()
  const toast = useToast()
  const [busy, setBusy] = useState(false)
  async function leave() {
    setBusy(true)
    // First away from here: the pages of the workbench would ask for sign-in as soon as the session ends.
    navigate(paths.home(), { replace: true })
    await signOut().catch(() => toast(me.signOutFailed))
  }
  return (
    <div className="buttons">
      <Button busy={busy} onClick={() => void leave()}>
        {me.signOut}
      </Button>
      <p className="fine">{me.signOutText}</p>
    </div>
  )
}
