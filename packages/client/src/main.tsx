// Where the browser starts: look, language, sign-in, the live connection, then the app. Nothing is fetched from anywhere
// but our own server. A sign-in code leaves the address before anything is shown.
import './app/first.ts'
import './platform/no-eval.ts'
import './ui/theme/theme.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { signInWith } from './api/exchange.ts'
import { queries } from './api/answers.ts'
import { beginEarly } from './app/early.ts'
import { router } from './app/router.tsx'
import { startSettings } from './features/settings/index.ts'
import { startLive } from './live/live.ts'
import { takeSignInCode } from './platform/browser.ts'
import { startWords } from './words/i18n.ts'

async function start(): Promise<void> {
  const code = takeSignInCode()
  if (code === undefined) beginEarly(window.location)
  const words = startWords().then(startSettings)
  await Promise.all([words, code === undefined ? undefined : signInWith(code)])
  startLive()
  const place = document.getElementById('root')
  if (!place) throw new Error('index.html has no #root')
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  )
}

void start()
