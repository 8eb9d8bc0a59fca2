// Keeps the end of a scrolled box in sight while what it shows grows; not once a person has scrolled away from it.
import { useLayoutEffect, useRef, type UIEvent } from 'react'

/** How far from its end a box still counts as being there, in px. */
const near = 8

export function useEnd<Box extends HTMLElement>() {
  const ref = useRef<Box>(null)
  const isThere = useRef(true)
  useLayoutEffect(() => {
    const box = ref.current
    if (box && isThere.current) box.scrollTop = box.scrollHeight
  })
  const onScroll = ({ currentTarget: box }: UIEvent<HTMLElement>) => {
    isThere.current = box.scrollHeight - box.scrollTop - box.clientHeight <= near
  }
  return { ref, onScroll }
}
