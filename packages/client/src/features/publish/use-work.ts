// One piece of work on the branch at a time: what it is, and how it failed.
import type { ProblemValue } from '@a-parallel/shared'
import { useState } from 'react'
import { problemOf } from '../../api/refusal.ts'
import type { PrintedProps } from './printed.tsx'

export type Doing = 'commit' | 'propose' | 'push' | 'update' | 'solve' | 'merge' | 'archive'

/** `printed`: by the repository's hooks. */
export type Said = { words: string; printed: PrintedProps | undefined }

export interface Work {
  doing: Doing | null
  problem: { of: Doing; value: ProblemValue } | null
  /** Does it unless something is done already. What it gives, or undefined where it failed. */
  run: <T>(doing: Doing, work: () => Promise<T>) => Promise<T | undefined>
  forget: () => void
  /** What was done last, in words: they stand in the bar, where nothing covers the next step. */
  said: Said | null
  say: (words: string, printed?: PrintedProps) => void
}

export function useWork(refresh: () => Promise<void>): Work {
  const [doing, setDoing] = useState<Doing | null>(null)
  const [problem, setProblem] = useState<Work['problem']>(null)
  const [said, setSaid] = useState<Said | null>(null)
  const run = async <T>(what: Doing, work: () => Promise<T>): Promise<T | undefined> => {
    setDoing(what)
    setProblem(null)
    setSaid(null)
    try {
      return await work()
    } catch (cause) {
      setProblem({ of: what, value: problemOf(cause) })
      return undefined
    } finally {
      if (what !== 'propose') await refresh()
      setDoing(null)
    }
  }
  const say = (words: string, printed?: PrintedProps) => setSaid({ words, printed })
  return { doing, problem, run, forget: () => setProblem(null), said, say }
}
