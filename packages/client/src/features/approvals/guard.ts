// Keeps a press that was meant for something else from answering: buttons that just appeared or moved ignore presses.
import { useCallback, useEffect, useRef } from 'react'

export const guardMs = 400

/** Whether a press at `now` counts, when the buttons came or moved at `since` (milliseconds). */
export function counts(since: number, now: number): boolean {
  return now - since >= guardMs
}

/** Wraps an action so that it is ignored within 400 ms after the component appeared. Mount anew for another question. */
export function useGuard(): (action: () => void) => void {
  const since = useRef(Number.POSITIVE_INFINITY)
  useEffect(() => {
    since.current = performance.now()
  }, [])
  return useCallback((action) => {
    if (counts(since.current, performance.now())) action()
  }, [])
}
