import { Outlet } from 'react-router'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { DraftProvider, useDraft } from './draft.tsx'
import { ReceiptPage } from './ReceiptPage.tsx'

/** The pages of one application share its draft; once it is sent, each of them shows the receipt instead. */
export function ApplyLayout() {
  return (
    <DraftProvider
      waiting={
        <div className="page">
          <Skeleton lines={5} />
        </div>
      }
    >
      <FormOrReceipt />
    </DraftProvider>
  )
}

function FormOrReceipt() {
  const { answers } = useDraft()
  return answers.sent ? <ReceiptPage receipt={answers.sent} /> : <Outlet />
}
