// Opens the search of a conversation by its command.
import { useEffect, useState, type RefObject } from 'react'
import { useCommand } from '../../commands/index.ts'

/** Whether the search is open, and how to close it. `place`: what the search stands in. */
export function useFindKey(place: RefObject<HTMLElement | null>): [boolean, () => void] {
  const [open, setOpen] = useState(false)
  const inside = useInSearch()
  // Done again inside it, it is left to the browser, whose own search is wanted then.
  const when = !inside
  useCommand(
    'find',
    () => {
      setOpen(true)
      place.current?.querySelector<HTMLInputElement>('search input')?.select()
    },
    { when },
  )
  return [open, () => setOpen(false)]
}

function useInSearch(): boolean {
  const [inside, setInside] = useState(false)
  useEffect(() => {
    const look = () => setInside(document.activeElement?.closest('search') != null)
    document.addEventListener('focusin', look)
    document.addEventListener('focusout', look)
    return () => {
      document.removeEventListener('focusin', look)
      document.removeEventListener('focusout', look)
    }
  }, [])
  return inside
}
