// Drafts by place, in memory for at-once switching and in IndexedDB so that a reload, a crash or a closed tab lose nothing.
// Tabs tell one another of what they have kept, and every write puts together what this tab and the others made of it.
import { useEffect } from 'react'
import { create } from 'zustand'
import { entries } from 'idb-keyval'
import { forgetImages } from '../images/index.ts'
import { emptyDraft, keepable, revived, type Draft } from './draft.ts'
import { exchange, read } from './draft-disk.ts'
import { imagesOf, isEmpty, merged, sameTyped } from './merge.ts'

const useStore = create<Record<string, Draft>>()(() => ({}))
const saveWithin = 250
const unsaved = new Map<string, ReturnType<typeof setTimeout>>()
/** What was on disk when this tab looked at it last. */
const bases = new Map<string, Draft>()
const loading = new Map<string, Promise<void>>()
/** Messages that were sent from this page, or taken up by it. */
const own = new Set<string>()
const prefix = 'draft:'
const name = (place: string) => prefix + place
const tabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('drafts')

/** Changes a draft now, and on disk within 250 ms. */
export function changeDraft(place: string, change: (draft: Draft) => Draft): void {
  const before = readDraft(place)
  const after = change(before)
  if (after === before) return
  for (const { id } of after.outgoing) own.add(id)
  useStore.setState({ [place]: after })
  unsaved.set(place, unsaved.get(place) ?? setTimeout(() => save(place), saveWithin))
  // An image is one change, and worth more than a letter.
  if (after.images !== before.images || after.outgoing !== before.outgoing) save(place)
}

export function readDraft(place: string): Draft {
  return useStore.getState()[place] ?? emptyDraft
}

function save(place: string): void {
  clearTimeout(unsaved.get(place))
  unsaved.delete(place)
  void exchange(name(place), (kept) => {
    // By now: another write of this tab's may have come first.
    const mine = keepable(readDraft(place))
    const base = bases.get(place) ?? emptyDraft
    const both = merged(base, mine, revived(kept), own)
    bases.set(place, both)
    follow(place, mine, both)
    return isEmpty(both) ? undefined : both
  })
    // A browser that keeps nothing (private mode, full disk) still has the draft on the page.
    .catch(() => undefined)
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is of one origin, and names none
    .then(() => tabs?.postMessage(place))
}

/** What others made of the draft comes into the box, beside what was typed here meanwhile. */
function follow(place: string, base: Draft, theirs: Draft): void {
  const mine = readDraft(place)
  if (sameTyped(base, theirs)) return
  const { text, images } = merged(base, mine, theirs)
  useStore.setState({ [place]: { ...mine, text, images } })
}

/** Another tab has kept something: what it was is looked up, so that the tab that wrote last is not the one that counts. */
async function lookAgain(place: string): Promise<void> {
  const base = bases.get(place)
  if (!base) return
  const kept = revived(await read(name(place)).catch(() => undefined)) // As in save().
  if (bases.get(place) !== base) return
  bases.set(place, kept)
  follow(place, base, kept)
}

function load(place: string): Promise<void> {
  const known = loading.get(place)
  if (known) return known
  const loaded = read(name(place))
    .catch(() => undefined) // As in save().
    .then((found) => {
      const kept = revived(found)
      const typed = readDraft(place)
      const base = bases.get(place) ?? emptyDraft
      const others = kept.outgoing.filter(({ id }) => !own.has(id))
      for (const { id } of others) own.add(id)
      if (!bases.has(place)) bases.set(place, kept)
      const { text, images } = merged(base, typed, kept)
      useStore.setState({ [place]: { text, images, outgoing: [...others, ...typed.outgoing] } })
    })
  loading.set(place, loaded)
  void loaded.then(forgetOnce)
  return loaded
}

/** The draft of a place: a thread's id, or a name for a form. */
export function useDraft(place: string): Draft {
  useEffect(() => void load(place), [place])
  return useStore((drafts) => drafts[place] ?? emptyDraft)
}

let forgotten = false

/** Images that no draft needs any more are of messages that were sent. */
async function forgetOnce(): Promise<void> {
  if (forgotten) return
  forgotten = true
  const all = await entries().catch(() => null) // As in save().
  if (!all) return
  const drafts = all.filter(([key]) => typeof key === 'string' && key.startsWith(prefix))
  await forgetImages(new Set(drafts.flatMap(([, draft]) => imagesOf(revived(draft)))))
}

function saveAll(): void {
  for (const place of unsaved.keys()) save(place)
}

if (typeof document !== 'undefined') {
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) saveAll()
  })
  window.addEventListener('pagehide', saveAll)
  // Whoever goes to another window may go on typing there.
  window.addEventListener('blur', saveAll)
  tabs?.addEventListener('message', ({ data }) => {
    if (typeof data === 'string') void lookAgain(data)
  })
}
