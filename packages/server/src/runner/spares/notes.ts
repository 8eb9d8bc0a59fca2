// Which spares there are, written down before each is made: a server that comes back finds those of one that died.
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { OwnerId, RunId, ThreadId } from '@a-parallel/contract/nouns'
import { jsonOrNull } from '../../platform/json.ts'

const Note = z.object({
  /** Earlier servers wrote none down. */
  owner: OwnerId.nullable().default(null),
  threadId: ThreadId,
  runId: RunId,
  repository: z.string(),
  path: z.string(),
  branch: z.string(),
  base: z.string(),
  /** Whether its project was trusted: hooks and filters have worked then, and else have not. */
  trusted: z.boolean(),
  /** Where its branch began; null until its worktree is there. */
  commit: z.string().nullable(),
  /** What its thread is to begin with of checkpoints; earlier servers made none ahead. */
  checkpoint: z.string().nullable().default(null),
})
export type Note = z.infer<typeof Note>

/** A thread's first words do not wait until the note of its spare is gone. */
const removeMs = 500

export function openNotes(folder: string) {
  const file = (threadId: ThreadId) => join(folder, `${threadId}.json`)
  /** Those that this server wrote; null: of no use any more. */
  const own = new Map<ThreadId, Note | null>()
  return {
    find(threadId: ThreadId): Note | null {
      const known = own.get(threadId)
      return known === undefined ? readNote(file(threadId)) : known
    },
    /** In place of an earlier one of this thread. */
    write(note: Note): void {
      const draft = `${file(note.threadId)}.draft`
      writeFileSync(draft, JSON.stringify(note), { mode: 0o600 })
      renameSync(draft, file(note.threadId))
      own.set(note.threadId, note)
    },
    /** Of no use from now on. Its file goes a moment later; where it stays, the next server removes it. */
    remove(threadId: ThreadId): void {
      own.set(threadId, null)
      const erase = () => {
        if (own.get(threadId) !== null) return
        try {
          rmSync(file(threadId), { force: true })
          own.delete(threadId)
        } catch {
          // It is still known to be of no use.
        }
      }
      setTimeout(erase, removeMs).unref()
    },
    all(): Note[] {
      const names = readdirSync(folder).filter((name) => name.endsWith('.json'))
      return names.flatMap((name) => readNote(join(folder, name)) ?? [])
    },
  }
}

function readNote(path: string): Note | null {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null // What fs throws.
    throw cause
  }
  // A disk that was full when it was written: the file says nothing.
  const parsed = Note.safeParse(jsonOrNull(text))
  return parsed.success ? parsed.data : null
}
