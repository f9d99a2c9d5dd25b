import { useEffect } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { paths } from '../../app/paths.ts'
import { useDraft } from './draft.tsx'

/** A page in the middle of the form, opened without an enterprise, leads to its beginning; `#field` puts the cursor there. */
export function useFormStart() {
  const { answers } = useDraft()
  const { hash } = useLocation()
  const navigate = useNavigate()
  const lost = answers.enterprise === undefined
  useEffect(() => {
    if (lost) navigate(paths.applyEnterprise(), { replace: true })
  }, [lost, navigate])
  useEffect(() => {
    const control = hash === '' ? null : document.getElementById(hash.slice(1))
    control?.closest('.field, .choices')?.scrollIntoView({ block: 'center' })
    control?.focus({ preventScroll: true })
  }, [hash])
}
