// The inbox by keyboard: j and k walk, Enter opens the thread, e marks done, z takes that back, x selects, and the
// digits press the card of the entry that one stands at.
import type { ThreadSummary } from '@a-parallel/shared'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { readSettings } from '../settings/index.ts'
import { markDone, undoDone } from './done.ts'

interface KeysAsk {
  /** The one that the person stands at. */
  entry: ThreadSummary | undefined
  chosen: readonly ThreadSummary[]
  toggle: (entry: ThreadSummary) => void
  walk: (step: 1 | -1) => void
}

/** Marks the row of the entry that one stands at. */
export const currentMark = 'data-inbox-current'

export function useInboxKeys({ entry, chosen, toggle, walk }: KeysAsk) {
  const navigate = useNavigate()
  const acts: Record<string, () => unknown> = {
    j: () => walk(1),
    k: () => walk(-1),
    e: () => markDone(chosen.length > 0 ? chosen : entry ? [entry] : []),
    z: undoDone,
    x: () => entry && toggle(entry),
    Enter: () => entry && navigate({ to: '/t/$threadId', params: { threadId: entry.id } }),
    ...Object.fromEntries(['1', '2', '3', '4'].map((key) => [key, () => pressCard(key)])),
  }
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || !isHere(event.target)) return
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      // A link, a button or a card that has the focus is pressed itself.
      if (event.key === 'Enter' && !isRow(event.target)) return
      const act = acts[event.key]
      if (!act || (event.key !== 'Enter' && !readSettings().keyboard.singleKeys)) return
      event.preventDefault()
      void act()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
}

/** The page itself has the focus, not the sidebar or a dialog. */
function isHere(target: EventTarget | null): boolean {
  if (target === document.body) return true
  return target instanceof Element && target.closest('main') !== null
}

/** The card has keys of its own, which count only where it has the focus. */
function pressCard(key: string): void {
  const card = document.querySelector<HTMLElement>(`[${currentMark}] [data-approval-card]`)
  if (!card) return
  card.focus()
  card.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
}

function isRow(target: EventTarget | null): boolean {
  return !(target instanceof Element && target.closest('a, button, input, [data-approval-card]'))
}

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true
  return target instanceof HTMLInputElement && target.type === 'text'
}
