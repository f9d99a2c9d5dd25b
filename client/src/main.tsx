import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { watchForUpdates } from './offline/app-update.ts'
import './ui/styles/index.css'
import { applyTextSize, storedTextSize } from './ui/text-size.ts'

applyTextSize(storedTextSize())

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)

if (import.meta.env.PROD) addEventListener('load', watchForUpdates)
