// Which rows a person opened or closed. Kept while the page lives, so that coming back to a thread finds them so.
import { useCallback } from 'react'
import { create } from 'zustand'
import { useTranscript } from './context.ts'

type Expansion = {
  /** By thread and row. */
  chosen: Readonly<Record<string, boolean>>
  /** Threads in which all rows were opened at once. */
  all: Readonly<Record<string, boolean>>
}

const useStore = create<Expansion>()(() => ({ chosen: {}, all: {} }))

/** Whether a row is open, and how to change that. `usual` holds until a person chooses. */
export function useExpanded(key: string, usual = false): [boolean, (open: boolean) => void] {
  const { threadId } = useTranscript()
  const name = `${threadId} ${key}`
  const open = useStore(({ chosen, all }) => chosen[name] ?? all[threadId] ?? usual)
  const set = useCallback(
    (next: boolean) => useStore.setState(({ chosen }) => ({ chosen: { ...chosen, [name]: next } })),
    [name],
  )
  return [open, set]
}

/** Opens some rows of a thread. */
export function openRows(threadId: string, keys: readonly string[]): void {
  const opened = Object.fromEntries(keys.map((key) => [`${threadId} ${key}`, true]))
  useStore.setState(({ chosen }) => ({ chosen: { ...chosen, ...opened } }))
}

/** Opens all rows of a thread, or closes them again. */
export function toggleAll(threadId: string): void {
  useStore.setState(({ chosen, all }) => {
    const others = Object.entries(chosen).filter(([name]) => !name.startsWith(`${threadId} `))
    return {
      chosen: Object.fromEntries(others),
      all: { ...all, [threadId]: all[threadId] !== true },
    }
  })
}
