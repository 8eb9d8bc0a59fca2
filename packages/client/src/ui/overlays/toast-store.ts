// Which toasts are on screen, and how long each still stays. Pure of React and of time: the screen counts the time down.
export type Toast = {
  id: number
  words: string
  tone: 'plain' | 'good' | 'bad'
  /** One thing that can be done about it, for example undo. */
  action: { label: string; run: () => void } | undefined
  /** Milliseconds it stays while nobody points at it; an error stays until dismissed. */
  stay: number
}

let toasts: readonly Toast[] = []
let lastId = 0
const readers = new Set<() => void>()

function set(next: readonly Toast[]): void {
  toasts = next
  for (const reader of readers) reader()
}

/** Shows a toast with translated words. One with an action stays 10 s, a plain one 5 s, a bad one until dismissed. */
export function showToast(
  words: string,
  options: { tone?: Toast['tone']; action?: Toast['action'] } = {},
): number {
  const tone = options.tone ?? 'plain'
  lastId += 1
  const stay = tone === 'bad' ? Number.POSITIVE_INFINITY : options.action ? 10_000 : 5000
  set(
    [
      ...toasts.filter((toast) => toast.words !== words),
      { id: lastId, words, tone, action: options.action, stay },
    ].slice(-3),
  )
  return lastId
}

export function dismissToast(id: number): void {
  set(toasts.filter((toast) => toast.id !== id))
}

export function currentToasts(): readonly Toast[] {
  return toasts
}

export function onToasts(reader: () => void): () => void {
  readers.add(reader)
  return () => readers.delete(reader)
}
