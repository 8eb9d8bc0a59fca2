// Opens the search of a conversation by its key.
import { useEffect, useState } from 'react'
import { isMac } from '../../../platform/browser.ts'

/** Whether the search is open, and how to close it. */
export function useFindKey(): [boolean, () => void] {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const mod = isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey
      if (!mod || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'f') return
      if (document.querySelector('[role="dialog"], [role="alertdialog"]')) return
      const { target } = event
      // Pressed again inside: the browser's own search is wanted.
      if (target instanceof Element && target.closest('search')) return
      event.preventDefault()
      setOpen(true)
      document.querySelector<HTMLInputElement>('search input')?.select()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return [open, () => setOpen(false)]
}
