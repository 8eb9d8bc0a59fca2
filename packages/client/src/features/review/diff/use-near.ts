// Asks for the diffs of the files that can be seen, and of a few around them.
import { useCallback, useEffect, useRef } from 'react'
import type { FileSection } from '../model/sections.ts'
import { usePane } from '../state/pane.ts'

const ahead = 4

/** Takes the places of the first and the last section in sight. */
export function useNear(sections: readonly FileSection[]): (from: number, to: number) => void {
  const { diffs } = usePane()
  const sight = useRef({ from: 0, to: 0 })
  const want = useCallback(() => {
    const { from, to } = sight.current
    const near = [
      ...sections.slice(from, to + 1 + ahead),
      ...sections.slice(Math.max(0, from - 2), from),
    ]
    diffs.want(near.map(({ file }) => file))
  }, [sections, diffs])
  useEffect(want, [want])
  return useCallback(
    (from: number, to: number) => {
      if (sight.current.from === from && sight.current.to === to) return
      sight.current = { from, to }
      want()
    },
    [want],
  )
}
