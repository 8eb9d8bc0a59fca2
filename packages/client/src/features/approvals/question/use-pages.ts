// Which of several questions is in sight. Whoever turns the page from within a question lands in the next one.
import { useState } from 'react'

export interface Pages {
  at: number
  /** The page was turned from within the one before: the focus belongs into this one. */
  entered: boolean
  turn: (to: number) => void
  /** ← and →, where there are several. */
  keys: Record<string, () => void>
}

export function usePages(count: number, first: number): Pages {
  const [{ at, entered }, setPage] = useState({ at: first, entered: false })
  const turn = (to: number) => {
    if (to < 0 || to >= count || to === at) return
    setPage({ at: to, entered: document.activeElement?.closest('fieldset') != null })
  }
  const keys = { ArrowLeft: () => turn(at - 1), ArrowRight: () => turn(at + 1) }
  return { at, entered, turn, keys: count > 1 ? keys : {} }
}
