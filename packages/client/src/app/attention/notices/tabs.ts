// What the tabs of one browser must agree on: which one tells, whether a person sits before any of them, which threads
// are in sight. The browser's locks say it: they are held as long as it is true, and gone with the tab.

const teller = 'a-parallel.teller'
const focused = 'a-parallel.focused'
const inSight = (threadId: string) => `a-parallel.in-sight.${threadId}`

/** Calls `lead` once this tab is the one that tells; returns the way to stop being it. */
export function leadTabs(lead: () => void): () => void {
  return hold(teller, 'exclusive', lead)
}

/** Holds what is true of this tab until it is told otherwise. */
export const holdFocus = () => hold(focused, 'shared')
export const holdInSight = (threadId: string) => hold(inSight(threadId), 'shared')

/** Whether somebody looks at the app, or has this thread in sight, in whatever tab. */
export async function isToldAlready(threadId: string | null): Promise<boolean> {
  const { held = [] } = await navigator.locks.query()
  return held.some(
    ({ name }) => name === focused || (threadId !== null && name === inSight(threadId)),
  )
}

function hold(name: string, mode: LockMode, got?: () => void): () => void {
  const ended = new AbortController()
  navigator.locks
    .request(name, { mode, signal: ended.signal }, () => {
      got?.()
      return new Promise<void>((resolve) => {
        release = resolve
        if (ended.signal.aborted) resolve()
      })
    })
    // Given up before it was held.
    .catch(() => undefined)
  let release: (() => void) | undefined
  return () => {
    ended.abort()
    release?.()
  }
}
