// Something that is done once a text is another one, and has been so for a moment.
import { useEffect, useRef } from 'react'

/** @param ms for how long nothing more may change. */
export function useChanged(text: string, ms: number, done: () => void): void {
  const before = useRef(text)
  const latest = useRef(done)
  useEffect(() => {
    latest.current = done
  })
  useEffect(() => {
    if (before.current === text) return undefined
    const timer = setTimeout(() => {
      before.current = text
      latest.current()
    }, ms)
    return () => clearTimeout(timer)
  }, [text, ms])
}
