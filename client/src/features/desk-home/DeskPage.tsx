import { useSession } from '../../api/session.ts'
import { paths } from '../../app/paths.ts'
import { useText } from '../../i18n/locale.tsx'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { staffDeskTexts } from '../../i18n/zh-CN/staff-desk.ts'
import { Page } from '../../ui/Page.tsx'
import { QueueCard } from '../../ui/QueueCard.tsx'
import { toolsOf } from './tools-of.ts'

const ways = {
  tasks: paths.staffTasks(),
  imports: paths.staffImports(),
  lists: paths.staffLists(),
  places: paths.staffPlaces(),
  sending: paths.staffSendingRules(),
} as const

/** What is done at a desk rather than on the way: each post sees what it may use. */
export function DeskPage() {
  const { title, lead, tools } = useText(staffDeskTexts)
  const { product } = useText(shellTexts)
  const post = useSession()?.post
  return (
    <Page title={title} site={product} lead={lead} wide>
      <ul className="columns">
        {post &&
          toolsOf(post).map((tool) => (
            <QueueCard key={tool} href={ways[tool]} title={tools[tool].title} meta={tools[tool].text} />
          ))}
      </ul>
    </Page>
  )
}
