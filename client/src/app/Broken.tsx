import { Component, type ReactNode } from 'react'
import { useText } from '../i18n/locale.tsx'
import { shellTexts } from '../i18n/zh-CN/shell.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'

interface Props {
  readonly children: ReactNode
}

/** Catches what a page could not survive, such as a chunk that a newer release has replaced. */
export class Broken extends Component<Props, { readonly broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override render() {
    return this.state.broken ? <BrokenPage /> : this.props.children
  }
}

function BrokenPage() {
  const { broken } = useText(shellTexts)
  return (
    <main className="page">
      <h1 className="unseen">{broken.title}</h1>
      <EmptyState
        title={broken.title}
        action={
          <Button weight="main" onClick={() => location.reload()}>
            {broken.retry}
          </Button>
        }
      >
        {broken.text}
      </EmptyState>
    </main>
  )
}
