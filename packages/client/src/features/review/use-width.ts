// How wide an element is, and again whenever that changes: 0 before it is on the page, and never because it is hidden.
import { useLayoutEffect, useState, type RefObject } from 'react'

export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const { current } = element
    if (!current) return
    const measure = () => current.clientWidth > 0 && setWidth(current.clientWidth)
    measure()
    const watcher = new ResizeObserver(measure)
    watcher.observe(current)
    return () => watcher.disconnect()
  }, [element])
  return width
}
