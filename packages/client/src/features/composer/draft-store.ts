// Drafts by place, in memory for at-once switching and in IndexedDB so that a reload, a crash or a closed tab lose nothing.
import { del, get, set } from 'idb-keyval'
import { useEffect } from 'react'
import { create } from 'zustand'
import { emptyDraft, keepable, revived, type Draft } from './draft.ts'

const useStore = create<Record<string, Draft>>()(() => ({}))
const saveWithin = 250
const unsaved = new Map<string, ReturnType<typeof setTimeout>>()
const loaded = new Set<string>()
const name = (place: string) => `draft:${place}`

/** Changes a draft now, and on disk within 250 ms. */
export function changeDraft(place: string, change: (draft: Draft) => Draft): void {
  const before = readDraft(place)
  const after = change(before)
  if (after === before) return
  useStore.setState({ [place]: after })
  unsaved.set(place, unsaved.get(place) ?? setTimeout(() => save(place), saveWithin))
}

export function readDraft(place: string): Draft {
  return useStore.getState()[place] ?? emptyDraft
}

function save(place: string): void {
  clearTimeout(unsaved.get(place))
  unsaved.delete(place)
  const draft = keepable(readDraft(place))
  const empty = draft.text === '' && draft.outgoing.length === 0
  // A browser that keeps nothing (private mode, full disk) still has the draft on the page.
  void (empty ? del(name(place)) : set(name(place), draft)).catch(() => undefined)
}

async function load(place: string): Promise<void> {
  if (loaded.has(place)) return
  loaded.add(place)
  const kept = revived(await get(name(place)).catch(() => undefined)) // As in save().
  useStore.setState((drafts) => {
    const typed = drafts[place] ?? emptyDraft
    const text = typed.text === '' ? kept.text : typed.text
    return { [place]: { text, outgoing: [...kept.outgoing, ...typed.outgoing] } }
  })
}

/** The draft of a place: a thread's id, or a name for a form. */
export function useDraft(place: string): Draft {
  useEffect(() => void load(place), [place])
  return useStore((drafts) => drafts[place] ?? emptyDraft)
}

if (typeof document !== 'undefined') {
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) for (const place of unsaved.keys()) save(place)
  })
}
