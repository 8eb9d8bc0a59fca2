// Comments of each thread, kept in this browser from the first letter until they are taken away; tabs follow one another.
import type { ThreadId } from '@a-parallel/shared'
import { create } from 'zustand'
import { onStored, store, stored } from '../../../platform/browser.ts'
import type { Comment } from './comment.ts'

/** Sent ones beyond so many are forgotten, the oldest first. */
const mostSent = 100

type Kept = {
  comments: readonly Comment[]
  /** The message that was on its way last, and what it carried: sent again it is the same message. */
  outgoing: { id: string; carries: string } | null
}

const none: Kept = { comments: [], outgoing: null }
const name = (threadId: ThreadId) => `comments.${threadId}`
const useStore = create<Record<string, Kept>>()(() => ({}))

function revived(text: string | undefined): Kept {
  try {
    const kept: unknown = JSON.parse(text ?? 'null')
    if (typeof kept !== 'object' || kept === null || !('comments' in kept)) return none
    // Written by this very file; whoever else writes here finds only what is like it.
    const { comments, outgoing } = kept as Omit<Kept, 'comments'> & { comments: Stored[] }
    const known = comments
      .filter(isComment)
      .map((one) => ({ was: null, scope: null, gaps: [], around: null, late: false, ...one }))
    return { comments: known, outgoing: outgoing ?? null }
  } catch {
    return none // Written by something else.
  }
}

type Later = 'was' | 'scope' | 'gaps' | 'around' | 'late'
/** As an older page wrote it. */
type Stored = Omit<Comment, Later> & Partial<Pick<Comment, Later>>

function isComment(one: Partial<Comment> | null): boolean {
  if (!one) return false
  const words = [one.id, one.path, one.text].every((text) => typeof text === 'string')
  return words && Array.isArray(one.quote) && (one.side === 'old' || one.side === 'new')
}

/** What was read of the disk, so that it is the same list each time. */
const read = new Map<ThreadId, Kept>()

export function readComments(threadId: ThreadId): Kept {
  const held = useStore.getState()[threadId] ?? read.get(threadId)
  if (held) return held
  const kept = revived(stored(name(threadId)))
  read.set(threadId, kept)
  return kept
}

export function useComments(threadId: ThreadId): readonly Comment[] {
  return useStore((all) => all[threadId] ?? readComments(threadId)).comments
}

export function changeComments(threadId: ThreadId, change: (kept: Kept) => Kept): void {
  const next = trimmed(change(readComments(threadId)))
  useStore.setState({ [threadId]: next })
  const empty = next.comments.length === 0 && next.outgoing === null
  store(name(threadId), empty ? undefined : JSON.stringify(next))
}

function trimmed(kept: Kept): Kept {
  const sent = kept.comments.filter((comment) => comment.sent !== null)
  const over = new Set(sent.slice(0, Math.max(0, sent.length - mostSent)))
  return { ...kept, comments: kept.comments.filter((comment) => !over.has(comment)) }
}

export function addComment(threadId: ThreadId, comment: Comment): void {
  changeComments(threadId, (kept) => ({ ...kept, comments: [...kept.comments, comment] }))
}

export function changeComment(threadId: ThreadId, id: string, change: Partial<Comment>): void {
  changeComments(threadId, (kept) => ({
    ...kept,
    comments: kept.comments.map((one) => (one.id === id ? { ...one, ...change } : one)),
  }))
}

export function removeComment(threadId: ThreadId, id: string): void {
  changeComments(threadId, (kept) => ({
    ...kept,
    comments: kept.comments.filter((one) => one.id !== id),
  }))
}

onStored((key, text) => {
  const threadId = /^comments\.(.+)$/.exec(key)?.[1]
  if (threadId !== undefined) useStore.setState({ [threadId]: revived(text) })
})
