import { createContext, type ReactNode, use, useCallback, useEffect, useState } from 'react'

const SHOWN_FOR_MS = 6000

const ToastContext = createContext<(message: string) => void>(() => {})

/** Says that something has happened. Never the only place for something the reader must act on. */
export function useToast(): (message: string) => void {
  return use(ToastContext)
}

export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<{ readonly message: string }>()
  const show = useCallback((message: string) => setShown({ message }), [])
  useEffect(() => {
    if (!shown) return
    const timer = setTimeout(() => setShown(undefined), SHOWN_FOR_MS)
    return () => clearTimeout(timer)
  }, [shown])
  return (
    <ToastContext value={show}>
      {children}
      <div className="toasts" role="status">
        {shown && <p className="toast">{shown.message}</p>}
      </div>
    </ToastContext>
  )
}
