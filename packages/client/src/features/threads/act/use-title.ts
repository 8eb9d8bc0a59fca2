// What a thread is called: a new name shows at once, and goes again when the server refuses it.
import type { ThreadSummary } from '@a-parallel/shared'
import { useState } from 'react'
import { renameThread, tellProblem } from './actions.ts'

/** The name to show, and giving another one. */
export function useTitle({
  id,
  title,
}: Pick<ThreadSummary, 'id' | 'title'>): [string, (name: string) => void] {
  const [wanted, setWanted] = useState<{ from: string; to: string }>()
  const shown = wanted?.from === title ? wanted.to : title
  const rename = (name: string) => {
    if (name === shown) return
    setWanted({ from: title, to: name })
    renameThread({ id, title }, name).catch((cause: unknown) => {
      setWanted(undefined)
      tellProblem(cause)
    })
  }
  return [shown, rename]
}
