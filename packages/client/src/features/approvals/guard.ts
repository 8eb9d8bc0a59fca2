// Keeps a press that was meant for something else from answering: buttons that just appeared, moved or changed what
// they do ignore presses.
import { useCallback, useEffect, useLayoutEffect, useRef, type RefObject } from 'react'

export const guardMs = 400

/** Whether a press at `now` counts, when the buttons came, moved or changed at `since` (milliseconds). */
function counts(since: number, now: number): boolean {
  return now - since >= guardMs
}

export interface Guard {
  /** Tells where the buttons stand now and what they do. */
  see: (standing: string, now: number) => void
  /** Whether a press counts. Before anything was seen none does. */
  lets: (now: number) => boolean
}

/** Counts from when what is seen was last another than before. Times in milliseconds. */
export function newGuard(): Guard {
  let seen: string | undefined
  let since = Number.POSITIVE_INFINITY
  return {
    see(standing, now) {
      if (standing === seen) return
      seen = standing
      since = now
    },
    lets: (now) => counts(since, now),
  }
}

/** What holds the buttons, and is looked at for whether they move. */
export type GuardedPlace = RefObject<HTMLDivElement | null>

type Guarded = readonly [guarded: (action: () => void) => void, place: GuardedPlace]

/**
 * Wraps an action so that it is ignored within 400 ms after what holds its buttons (`place`) appeared, was moved by
 * something else on the page, or came to be about something else (`about`). Scrolling moves nothing.
 */
export function useGuard(about = ''): Guarded {
  const place = useRef<HTMLDivElement>(null)
  const guard = useRef<Guard>(undefined)
  const look = useCallback(() => {
    guard.current ??= newGuard()
    guard.current.see(`${about} ${standingOf(place.current)}`, performance.now())
    return guard.current
  }, [about])
  useLayoutEffect(() => void look(), [look])
  useEffect(() => {
    let frame = requestAnimationFrame(function next() {
      look()
      frame = requestAnimationFrame(next)
    })
    return () => cancelAnimationFrame(frame)
  }, [look])
  const guarded = useCallback(
    (action: () => void) => {
      if (look().lets(performance.now())) action()
    },
    [look],
  )
  return [guarded, place]
}

/** Where an element lies in what scrolls it, in whole pixels. */
function standingOf(element: HTMLElement | null): string {
  if (!element) return ''
  const { left, top } = element.getBoundingClientRect()
  let scrolled = 0
  for (let box = element.parentElement; box; box = box.parentElement) scrolled += box.scrollTop
  return `${Math.round(left)} ${Math.round(top + scrolled)}`
}
