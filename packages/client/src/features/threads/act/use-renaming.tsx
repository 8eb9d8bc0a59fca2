// Renaming a thread in its place: by F2 while the focus is in it, or by its menu.
import type { ThreadSummary } from '@a-parallel/shared'
import { useEffect, useRef, useState, type FocusEvent, type ReactNode, type RefObject } from 'react'
import { useCommand } from '../../commands/index.ts'
import { RenameField } from './rename-field.tsx'
import { useTitle } from './use-title.ts'

export interface Renaming {
  /** What it is called, or is about to be. */
  title: string
  start: () => void
  /** In place of the name while it is being changed. */
  field: ReactNode
  /** Of the element around the name and its field. */
  place: {
    ref: RefObject<HTMLLIElement | null>
    onFocus: () => void
    onBlur: (event: FocusEvent) => void
  }
}

export function useRenaming(thread: Pick<ThreadSummary, 'id' | 'title'>): Renaming {
  const [shown, rename] = useTitle(thread)
  const around = useRef<HTMLLIElement>(null)
  const [inside, setInside] = useState(false)
  const [open, setOpen] = useState(false)
  const back = useRef(false)
  const start = () => setOpen(true)
  useCommand('renameThread', start, { name: shown, when: inside })
  useEffect(() => {
    if (open || !back.current) return
    back.current = false
    around.current?.querySelector('a')?.focus()
  }, [open])
  const close = (again: boolean) => {
    back.current = again
    setOpen(false)
  }
  const keep = (name: string, again: boolean) => {
    close(again)
    rename(name)
  }
  return {
    title: shown,
    start,
    field: open && <RenameField value={shown} onKeep={keep} onDrop={close} />,
    place: {
      ref: around,
      onFocus: () => setInside(true),
      onBlur: (event) => setInside(event.currentTarget.contains(event.relatedTarget)),
    },
  }
}
