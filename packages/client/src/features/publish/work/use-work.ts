// One piece of work on a thread's branch at a time: what it is, and how it failed. It is kept by thread, since it goes on, and
// stays worth knowing, while something else is shown in the place of the changes.
import type { Kept, ProblemValue, ThreadId } from '@a-parallel/shared'
import { create } from 'zustand'
import { problemOf } from '../../../api/refusal.ts'
import type { PrintedProps } from './printed.tsx'

export type Doing =
  | 'commit'
  | 'propose'
  | 'push'
  | 'update'
  | 'takeBack'
  | 'solve'
  | 'merge'
  | 'archive'

export type Said = {
  words: string
  /** By the repository's hooks. */
  printed?: PrintedProps
  /** What went by that, or what the branch was before, to be had back. */
  kept?: Kept | null
}

interface Known {
  doing: Doing | null
  problem: { of: Doing; value: ProblemValue } | null
  /** What was done last, in words: they stand in the bar, where nothing covers the next step. */
  said: Said | null
}

export interface Work extends Known {
  /** Does it unless something is done already. What it gives, or undefined where it failed or something took its place. */
  run: <T>(doing: Doing, work: () => Promise<T>) => Promise<T | undefined>
  /** Tells no more of what was done, or failed. */
  forget: () => void
  say: (words: string, more?: Omit<Said, 'words'>) => void
}

const nothing: Known = { doing: null, problem: null, said: null }

const useStore = create<Record<string, Known>>()(() => ({}))

const doingNow = (threadId: ThreadId) => useStore.getState()[threadId]?.doing ?? null

export function useWork(threadId: ThreadId, refresh: () => Promise<void>): Work {
  const kept = useStore((all) => all[threadId]) ?? nothing
  const keep = (more: Partial<Known>) =>
    useStore.setState((all) => ({ [threadId]: { ...(all[threadId] ?? nothing), ...more } }))
  const run = async <T>(what: Doing, work: () => Promise<T>): Promise<T | undefined> => {
    const before = doingNow(threadId)
    // A proposal is waited for by nobody: what is asked for behind it takes its place.
    if (before !== null && before !== 'propose') return undefined
    keep({ doing: what, problem: null, said: null })
    let problem: Known['problem'] = null
    try {
      const made = await work()
      return doingNow(threadId) === what ? made : undefined
    } catch (cause) {
      problem = { of: what, value: problemOf(cause) }
      return undefined
    } finally {
      if (what !== 'propose') await refresh()
      // Not before: what is offered to go on with would be pressed in vain.
      if (doingNow(threadId) === what) keep({ doing: null, problem })
    }
  }
  const say: Work['say'] = (words, more = {}) => keep({ said: { words, ...more } })
  return { ...kept, run, forget: () => keep({ problem: null, said: null }), say }
}
