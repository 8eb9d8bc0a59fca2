// A list of which the beginning stands there until the rest is asked for. The button that asks goes with that: what has the
// focus then is the first row that it brought.
import { useEffect, useRef, useState } from 'react'

/** @param few so many rows, each with a button in it, stand there at first. */
export function useRestShown(few: number) {
  const list = useRef<HTMLUListElement>(null)
  const [all, setAll] = useState(false)
  useEffect(() => {
    if (all) list.current?.children[few]?.querySelector('button')?.focus()
  }, [all, few])
  return { list, all, showAll: () => setAll(true) }
}
