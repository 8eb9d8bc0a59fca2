// One piece of work on a thread's branch at a time: what it is, and how it failed. It is kept by thread, since it goes on, and
// stays worth knowing, while something else is shown in the place of the changes.
import type { ProblemValue, ThreadId } from '@a-parallel/shared'
import { create } from 'zustand'
import { problemOf } from '../../../api/refusal.ts'
import type { PrintedProps } from './printed.tsx'

export type Doing = 'commit' | 'propose' | 'push' | 'update' | 'solve' | 'merge' | 'archive'

/** `printed`: by the repository's hooks. */
export type Said = { words: string; printed: PrintedProps | undefined }

interface Kept {
  doing: Doing | null
  problem: { of: Doing; value: ProblemValue } | null
  /** What was done last, in words: they stand in the bar, where nothing covers the next step. */
  said: Said | null
}

export interface Work extends Kept {
  /** Does it unless something is done already. What it gives, or undefined where it failed. */
  run: <T>(doing: Doing, work: () => Promise<T>) => Promise<T | undefined>
  forget: () => void
  say: (words: string, printed?: PrintedProps) => void
}

const nothing: Kept = { doing: null, problem: null, said: null }

const useStore = create<Record<string, Kept>>()(() => ({}))

export function useWork(threadId: ThreadId, refresh: () => Promise<void>): Work {
  const kept = useStore((all) => all[threadId]) ?? nothing
  const keep = (more: Partial<Kept>) =>
    useStore.setState((all) => ({ [threadId]: { ...(all[threadId] ?? nothing), ...more } }))
  const run = async <T>(what: Doing, work: () => Promise<T>): Promise<T | undefined> => {
    keep({ doing: what, problem: null, said: null })
    try {
      return await work()
    } catch (cause) {
      keep({ problem: { of: what, value: problemOf(cause) } })
      return undefined
    } finally {
      if (what !== 'propose') await refresh()
      keep({ doing: null })
    }
  }
  const say = (words: string, printed?: PrintedProps) => keep({ said: { words, printed } })
  return { ...kept, run, forget: () => keep({ problem: null }), say }
}
