// Leads the reader to an item, wherever it is folded or scrolled away, and marks it.
import { useCallback, useEffect, useRef, type RefObject } from 'react'
import type { ThreadId } from '@a-parallel/shared'
import { openRows } from '../draw/expansion.ts'
import type { Row } from '../rows/row.ts'
import type { Follower } from '../scroll/follower.ts'
import { locate } from './locate.ts'
import { mark } from './marked.ts'
import { settle } from './settle.ts'

export type RevealAsk = {
  threadId: ThreadId
  rows: readonly Row[]
  box: RefObject<HTMLElement | null>
  follower: Follower
}

export type Reveal = (itemId: string, then?: (element: HTMLElement | null) => void) => boolean

/** The function answers false where no row shows the item. */
export function useReveal({ threadId, rows, box, follower }: RevealAsk): Reveal {
  const latest = useRef(rows)
  const stop = useRef<() => void>(undefined)
  useEffect(() => {
    latest.current = rows
  }, [rows])
  useEffect(() => () => stop.current?.(), [])
  return useCallback<Reveal>(
    (itemId, then = () => undefined) => {
      const place = locate(latest.current, itemId)
      if (!place || !box.current) return false
      stop.current?.()
      openRows(threadId, place.open)
      mark(threadId, itemId)
      follower.goTo(place.index)
      const inside = box.current
      stop.current = settle(inside, () => elementOf(inside, itemId), then)
      return true
    },
    [threadId, box, follower],
  )
}

export function elementOf(box: HTMLElement, itemId: string): HTMLElement | null {
  return box.querySelector<HTMLElement>(`[data-item="${CSS.escape(itemId)}"]`)
}
