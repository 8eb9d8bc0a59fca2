// Where each thread's reader was, kept for the browser tab: the first visible row and how far it was scrolled past.
export type Anchor = {
  key: string
  /** Px of that row above the top edge. */
  offset: number
  /** When it was left, milliseconds since 1970. */
  at: number
}

const name = (threadId: string) => `a-parallel.anchor.${threadId}`

/** The anchor of a thread that was left while not following; undefined when it was followed to its end. */
export function anchorOf(threadId: string): Anchor | undefined {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(name(threadId)) ?? 'null')
    return isAnchor(stored) ? stored : undefined
  } catch {
    return undefined // A browser that refuses storage, or a text that is not ours: no anchor.
  }
}

export function keepAnchor(threadId: string, anchor: Anchor | undefined): void {
  try {
    if (anchor) sessionStorage.setItem(name(threadId), JSON.stringify(anchor))
    else sessionStorage.removeItem(name(threadId))
  } catch {
    // A browser that refuses storage opens threads at their end.
  }
}

function isAnchor(value: unknown): value is Anchor {
  return (
    typeof value === 'object' &&
    value !== null &&
    'key' in value &&
    typeof value.key === 'string' &&
    'offset' in value &&
    typeof value.offset === 'number' &&
    'at' in value &&
    typeof value.at === 'number'
  )
}
