import { useEffect, useState } from 'react'

let asked: Promise<boolean> | undefined

/** Whether this server is a demonstration, with made-up people and a simulated inbox. False until it has said so. */
export function useDemonstration(): boolean {
  const [demonstration, setDemonstration] = useState(false)
  useEffect(() => {
    asked ??= ask()
    asked.then(setDemonstration)
  }, [])
  return demonstration
}

async function ask(): Promise<boolean> {
  try {
    const health: unknown = await (await fetch('/healthz')).json()
    return typeof health === 'object' && health !== null && 'demonstration' in health && health.demonstration === true
  } catch {
    return false
  }
}
