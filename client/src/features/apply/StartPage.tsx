import { useEffect, useEffectEvent } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { request } from '../../api/request.ts'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { forAnotherEnterprise } from './answers.ts'
import { useDraft } from './draft.tsx'
import { provenEndpoint } from './endpoints.ts'
import { namesStreet, nextPage } from './way.ts'

/** Leads on to where the form stands. Who comes from an invitation has confirmed the enterprise there already. */
export function StartPage() {
  const { answers, save } = useDraft()
  const { search } = useLocation()
  const navigate = useNavigate()
  const start = useEffectEvent(async () => {
    if (!new URLSearchParams(search).has('invited')) return navigate(nextPage(answers), { replace: true })
    const proven = await request(provenEndpoint).catch(() => undefined)
    const invited = proven?.items.find(({ proof }) => proof === 'invited_phone')?.enterprise
    const chosen = answers.enterprise?.known ? answers.enterprise.enterprise.id : undefined
    if (invited === undefined || invited.id === chosen) return navigate(nextPage(answers), { replace: true })
    const next = save({
      ...forAnotherEnterprise,
      enterprise: { known: true, enterprise: invited, proven: true },
      confirmed: invited.way === 'apply' && namesStreet(invited),
    })
    navigate(nextPage(next), { replace: true })
  })
  useEffect(() => {
    start()
  }, [])
  return (
    <div className="page">
      <Skeleton lines={5} />
    </div>
  )
}
