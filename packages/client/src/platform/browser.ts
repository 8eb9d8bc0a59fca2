// What the app keeps in and asks of the browser: the sign-in token, choices, media queries, the code in the address.
// Every read copes with storage that is blocked, full or filled by an older version.
import { useSyncExternalStore } from 'react'
import { prefix } from './stored.ts'

export { readToken, stored } from './stored.ts'

/** Keeps `value` under `key`; undefined forgets it. Returns false where the browser refused. */
export function store(key: string, value: string | undefined): boolean {
  try {
    if (value === undefined) localStorage.removeItem(prefix + key)
    else localStorage.setItem(prefix + key, value)
    return true
  } catch {
    // Blocked or full storage must not break the click that led here.
    return false
  }
}

/** Tells what another tab stores; the text is undefined where it was forgotten. */
export function onStored(reader: (key: string, text: string | undefined) => void): void {
  if (typeof window === 'undefined') return
  window.addEventListener('storage', ({ key, newValue }) => {
    if (key?.startsWith(prefix)) reader(key.slice(prefix.length), newValue ?? undefined)
  })
}

export const keepToken = (token: string | undefined): boolean => store('token', token)

/** Takes the one-time sign-in code out of `#code=…`, so that it stays neither in the address nor in the history. */
export function takeSignInCode(): string | undefined {
  const fragment = new URLSearchParams(location.hash.slice(1))
  const code = fragment.get('code')
  if (!code) return undefined
  history.replaceState(history.state, '', location.pathname + location.search)
  return code
}

/** Whether a person sits before this page: it is in sight and has the focus. */
export const isLookedAt = (): boolean =>
  document.visibilityState === 'visible' && document.hasFocus()

/** Whether this page is in sight: not in a tab behind others, nor in a window that is put away. */
export function useInSight(): boolean {
  return useSyncExternalStore(
    (changed) => {
      document.addEventListener('visibilitychange', changed)
      return () => document.removeEventListener('visibilitychange', changed)
    },
    () => document.visibilityState === 'visible',
    () => false,
  )
}

/** Whether a media query matches now, and again whenever that changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = matchMedia(query)
      list.addEventListener('change', changed)
      return () => list.removeEventListener('change', changed)
    },
    () => matchMedia(query).matches,
    () => false,
  )
}

export const isMac =
  typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.userAgent)

const arrows: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  Plus: '+',
}
const macSigns: Record<string, string> = { Mod: '⌘', Ctrl: '⌃', Alt: '⌥', Shift: '⇧' }

/** Keys as this platform's people read them: "Mod+K" becomes "⌘K" on a Mac, "Ctrl+K" elsewhere; "G I" stays so. */
export function keysFor(chord: string): string {
  return chord.split(' ').map(together).join(' ')
}

function together(chord: string): string {
  const keys = chord.split('+').map((key) => arrows[key] ?? key)
  if (isMac) return keys.map((key) => macSigns[key] ?? key).join('')
  return keys.map((key) => (key === 'Mod' ? 'Ctrl' : key)).join('+')
}
