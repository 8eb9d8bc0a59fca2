// Holds a list still while the pointer is over it and for a moment after a key press in it.
import { createContext, use, useEffect, useRef, useState } from 'react'
import type { ThreadSummary } from '@a-parallel/shared'
import { steadyOrder } from './steady.ts'

const afterKey = 600

/** Whether the list around is held; provided by the pane that knows about pointer and keys. */
export const Held = createContext(false)

/** Handlers for the pane, and whether it is held now. */
export function useHold() {
  const [over, setOver] = useState(false)
  const [keyed, setKeyed] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return {
    held: over || keyed,
    handlers: {
      onPointerEnter: () => setOver(true),
      onPointerLeave: () => setOver(false),
      onKeyDown: () => {
        clearTimeout(timer.current)
        setKeyed(true)
        timer.current = setTimeout(() => setKeyed(false), afterKey)
      },
    },
  }
}

/** The threads in the order to show them. `all` finds those that only stay because the list is held. */
export function useSteady(
  wanted: readonly ThreadSummary[],
  all: readonly ThreadSummary[],
): readonly ThreadSummary[] {
  const held = use(Held)
  const [shown, setShown] = useState<readonly string[]>([])
  const ids = wanted.map((thread) => thread.id)
  const order = steadyOrder(shown, ids, held)
  if (!sameIds(order, shown)) setShown(order)
  const byId = new Map(all.map((thread) => [String(thread.id), thread]))
  return order.flatMap((id) => byId.get(id) ?? [])
}

function sameIds(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((id, index) => id === b[index]))
}
