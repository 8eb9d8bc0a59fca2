// Which spares lie as git found them when it looked last: a thread that takes one need not ask again. Git is asked where
// anything was written since, and where that cannot be told.
import type { ThreadId } from '@a-parallel/shared'
import type { Git } from '../git/core.ts'
import { markedPaths, markOf } from './marks.ts'
import type { Note } from './notes.ts'

export interface Stills {
  /** Looks at it as soon as what made it is over. */
  expect(note: Note): void
  /** Whether git found it as it was made, and nothing was written since. */
  holds(threadId: ThreadId): boolean
  forget(threadId: ThreadId): void
}

/** What was written more lately than this bears no time that could be relied on. */
const settleMs = 250

interface Still {
  timer: NodeJS.Timeout | undefined
  paths: string[]
  /** Null: git did not find it so, or was not asked yet. */
  mark: string | null
}

/** @param isAsMade asks git. */
export function openStills(git: Git, isAsMade: (note: Note) => Promise<boolean>): Stills {
  const stills = new Map<ThreadId, Still>()
  const forget = (threadId: ThreadId) => {
    clearTimeout(stills.get(threadId)?.timer)
    stills.delete(threadId)
  }
  const look = async (note: Note, still: Still) => {
    const paths = await markedPaths(git, note)
    const mark = paths && markOf(paths)
    if (!paths || mark === null || !(await isAsMade(note))) return
    // Nothing was written while git looked.
    if (markOf(paths) === mark) Object.assign(still, { paths, mark })
  }
  return {
    expect(note) {
      forget(note.threadId)
      const still: Still = { timer: undefined, paths: [], mark: null }
      stills.set(note.threadId, still)
      // It may be gone by then; whoever takes it asks git.
      const begin = () => void look(note, still).catch(() => undefined)
      still.timer = setTimeout(begin, settleMs).unref()
    },
    holds(threadId) {
      const { paths = [], mark = null } = stills.get(threadId) ?? {}
      try {
        return mark !== null && markOf(paths) === mark
      } catch {
        return false // What cannot be told is asked of git.
      }
    },
    forget,
  }
}
