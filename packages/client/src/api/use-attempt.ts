// One wish of a form: under way, done, or refused in words that stand beside it.
import type { ProblemValue } from '@a-parallel/shared'
import { useState } from 'react'
import { problemOf } from './refusal.ts'

/** @param refused done behind a refusal; until what it gives has ended, the wish is still under way. */
export function useAttempt(refused: () => void | Promise<void>) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ProblemValue>()
  const attempt = (work: () => Promise<unknown>) => {
    setBusy(true)
    setProblem(undefined)
    work()
      .catch((cause: unknown) => {
        setProblem(problemOf(cause))
        return refused()
      })
      .finally(() => setBusy(false))
  }
  return { busy, problem, attempt }
}
