// A thread that is looked at for two seconds, in a window that is in front, has told what it had to tell. One that was
// marked unread by hand while it is open stays so until it is opened again.
import type { ThreadId } from '@a-parallel/shared'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { callApi } from '../../api/call.ts'
import type { IndexState } from '../../live/index-state.ts'
import { useIndex } from '../../live/use-index.ts'
import { isLookedAt } from '../../platform/browser.ts'
import { holdInSight } from './notices/tabs.ts'

const lookMs = 2_000

export function useSeen(threadId: ThreadId): void {
  const watched = useSyncExternalStore(onWatch, isLookedAt, () => false)
  useEffect(() => followSight(threadId), [threadId])
  const seq = useIndex((index) => seqOf(index, threadId))
  const resting = useIndex((index) => statusOf(index, threadId) === 'rests')
  /** What it tells came of its work, or was there when it was opened. */
  const fresh = useRef(true)
  useEffect(() => {
    if (seq !== null) return
    fresh.current = !resting
  }, [seq, resting])
  useEffect(() => {
    if (!watched || seq === null || !fresh.current) return
    const timer = setTimeout(() => {
      // Not told to the person when it fails: it stays unread, which is true.
      callApi('seeThread', { params: { id: threadId }, body: { seq } }).catch(() => undefined)
    }, lookMs)
    return () => clearTimeout(timer)
  }, [watched, seq, threadId])
}

function find(index: IndexState, threadId: ThreadId) {
  return index.kind === 'ready' ? index.threads.find(({ id }) => id === threadId) : undefined
}

function seqOf(index: IndexState, threadId: ThreadId): number | null {
  const attention = find(index, threadId)?.attention
  return attention && 'seq' in attention ? attention.seq : null
}

function statusOf(index: IndexState, threadId: ThreadId): 'unknown' | 'works' | 'rests' {
  const thread = find(index, threadId)
  if (!thread) return 'unknown'
  return ['pending', 'running', 'waiting'].includes(thread.status) ? 'works' : 'rests'
}

/** Other tabs tell nothing of a thread that is in sight in this one. */
function followSight(threadId: ThreadId): () => void {
  let release: (() => void) | undefined
  const look = () => {
    const inSight = document.visibilityState === 'visible'
    if (inSight === (release !== undefined)) return
    release?.()
    release = inSight ? holdInSight(threadId) : undefined
  }
  document.addEventListener('visibilitychange', look)
  look()
  return () => {
    document.removeEventListener('visibilitychange', look)
    release?.()
  }
}

function onWatch(changed: () => void): () => void {
  window.addEventListener('focus', changed)
  window.addEventListener('blur', changed)
  document.addEventListener('visibilitychange', changed)
  return () => {
    window.removeEventListener('focus', changed)
    window.removeEventListener('blur', changed)
    document.removeEventListener('visibilitychange', changed)
  }
}
