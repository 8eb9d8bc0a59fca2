// The page's only two live regions. Polite words are spoken at most once in five seconds, joined; urgent ones at once.
// Boundaries only ("finished", "needs approval"): never put streamed text through here.
import { useSyncExternalStore } from 'react'

const pause = 5000
let spoken = { polite: '', assertive: '' }
let waiting: string[] = []
let timer: ReturnType<typeof setTimeout> | undefined
const readers = new Set<() => void>()

function speak(next: Partial<typeof spoken>): void {
  spoken = { ...spoken, ...next }
  for (const reader of readers) reader()
}

function speakWaiting(): void {
  timer = undefined
  if (waiting.length === 0) return
  speak({ polite: waiting.splice(0).join('. ') })
  timer = setTimeout(speakWaiting, pause)
}

/** How much is said: everything, only what asks for a person, or nothing. */
export type AnnouncingLevel = 'all' | 'attention' | 'none'

let level: AnnouncingLevel = 'all'

export function setAnnouncing(chosen: AnnouncingLevel): void {
  level = chosen
}

/**
 * Says `words` (already translated) to screen readers. `attention` asks for the person, and is said also where news are
 * not wanted; `urgent` interrupts what is being read: for what the person waits for right here, or was lost.
 */
export function announce(words: string, weight: 'news' | 'attention' | 'urgent' = 'news'): void {
  if (level === 'none' || (level === 'attention' && weight === 'news')) return
  if (weight === 'urgent')
    return speak({ assertive: words === spoken.assertive ? `${words}\u00a0` : words })
  waiting = [...waiting.filter((line) => line !== words), words].slice(-4)
  timer ??= setTimeout(speakWaiting, 50)
}

function subscribe(reader: () => void): () => void {
  readers.add(reader)
  return () => readers.delete(reader)
}

/** Mount once, at the root, before anything that announces. */
export function Announcer() {
  const words = useSyncExternalStore(subscribe, () => spoken)
  return (
    <>
      <div aria-live="polite" className="sr-only">
        {words.polite}
      </div>
      <div aria-live="assertive" className="sr-only">
        {words.assertive}
      </div>
    </>
  )
}
