// Holds a text still while a person has selected some of it, so that streaming never destroys a selection.
import { useEffect, useRef, useState, type RefObject } from 'react'
import { hasSelectionIn } from './turning-away.ts'

/** `text`, or what it was when the selection inside `box` began, for as long as there is one. */
export function useSteady(text: string, box: RefObject<HTMLElement | null>): string {
  const [held, setHeld] = useState<string>()
  const latest = useRef(text)
  useEffect(() => {
    latest.current = text
  }, [text])
  useEffect(() => {
    const onSelection = () => {
      const selected = box.current !== null && hasSelectionIn(box.current)
      setHeld((before) => (selected ? (before ?? latest.current) : undefined))
    }
    document.addEventListener('selectionchange', onSelection)
    return () => document.removeEventListener('selectionchange', onSelection)
  }, [box])
  return held ?? text
}
