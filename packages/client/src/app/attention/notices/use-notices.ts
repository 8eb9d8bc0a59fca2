// Tells a person who looks elsewhere, by notices of the browser. One tab does it for all, and none while somebody looks
// at the app.
import { hear, knownAtFirst, quietFor, type Known, type Notice } from '@a-parallel/contract/model'
import type { ThreadId } from '@a-parallel/shared'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { readSettings } from '../../../features/settings/index.ts'
import { readIndex, watchIndex } from '../../../live/use-index.ts'
import { isLookedAt } from '../../../platform/browser.ts'
import { landOnCard } from '../land-on-card.ts'
import { onNoticePressed } from '../push/pressed.ts'
import { thisDevice } from '../push/this-device.ts'
import { showNotice } from './show.ts'
import { holdFocus, isToldAlready, leadTabs } from './tabs.ts'
import { noticeWords } from './words.ts'

export function useNotices(): void {
  const navigate = useNavigate()
  useEffect(() => {
    const open = (threadId: ThreadId | null) => {
      if (threadId === null) return void navigate({ to: '/inbox' })
      void navigate({ to: '/t/$threadId', params: { threadId } })
      landOnCard()
    }
    const stopHearing = onNoticePressed(open)
    const stopFollowing = follow((notice) => void tell(notice, open))
    return () => {
      stopHearing()
      stopFollowing()
    }
  }, [navigate])
  useEffect(followFocus, [])
  useEffect(() => {
    // When the server cannot be asked now, it is asked at the next start.
    thisDevice().catch(() => undefined)
  }, [])
}

async function tell(notice: Notice, open: (threadId: ThreadId | null) => void): Promise<void> {
  const single =
    notice.kind === 'asks' ? notice.thread : notice.threads.length === 1 ? notice.threads[0] : null
  const threadId = single?.id ?? null
  if (await isToldAlready(threadId)) return
  const { sound } = readSettings().notifications
  const tag = notice.kind === 'asks' ? notice.thread.id : 'ended'
  await showNotice({
    ...noticeWords(notice),
    tag,
    sound,
    threadId,
    onOpen: () => open(threadId),
  })
}

/** Follows all threads. What there is to tell is worked out in every tab, so that the next one to lead goes on with it. */
function follow(show: (notice: Notice) => void): () => void {
  let known: Known | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let leads = false
  const look = () => {
    clearTimeout(timer)
    const index = readIndex()
    if (index.kind !== 'ready') return
    known ??= knownAtFirst(index.threads)
    const now = Date.now()
    const kinds = readSettings().notifications
    const heard = hear(known, index.threads, kinds, now, quietFor(kinds.quiet, new Date(now)))
    known = heard.known
    if (leads) for (const notice of heard.notices) show(notice)
    if (heard.next !== null) timer = setTimeout(look, Math.max(heard.next - now, 100))
  }
  const stopLeading = leadTabs(() => {
    leads = true
  })
  const stopWatching = watchIndex(look)
  look()
  return () => {
    clearTimeout(timer)
    stopWatching()
    stopLeading()
  }
}

function followFocus(): () => void {
  let release: (() => void) | undefined
  const look = () => {
    const here = isLookedAt()
    if (here === (release !== undefined)) return
    release?.()
    release = here ? holdFocus() : undefined
  }
  const kinds = ['focus', 'blur'] as const
  for (const kind of kinds) window.addEventListener(kind, look)
  document.addEventListener('visibilitychange', look)
  look()
  return () => {
    for (const kind of kinds) window.removeEventListener(kind, look)
    document.removeEventListener('visibilitychange', look)
    release?.()
  }
}
