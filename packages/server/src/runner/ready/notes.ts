// Which checkouts stand ready, written down before each is made or moved: a server that comes back knows what it finds.
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { jsonOrNull } from '../../platform/json.ts'

const Note = z.object({
  repository: z.string(),
  path: z.string(),
  /** What it is kept at: any name of a commit. */
  base: z.string(),
  /** Whether its project was trusted: filters have worked then, and else have not. */
  trusted: z.boolean(),
  /** How its files were written; earlier servers wrote none down. */
  manner: z.string().default(''),
  /** The commit that its files are of; null while they are being written. */
  commit: z.string().nullable(),
  /** Where it is being moved to, as a thread's worktree. */
  to: z.string().nullable(),
})
export type ReadyNote = z.infer<typeof Note>

export type ReadyNotes = ReturnType<typeof openReadyNotes>

/** One a repository. */
export function openReadyNotes(folder: string) {
  const file = (repository: string) =>
    join(folder, `${createHash('sha256').update(repository).digest('hex').slice(0, 32)}.json`)
  return {
    find: (repository: string): ReadyNote | null => readNote(file(repository)),
    /** In place of an earlier one of this repository. */
    write(note: ReadyNote): void {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      const draft = `${file(note.repository)}.draft`
      writeFileSync(draft, JSON.stringify(note), { mode: 0o600 })
      renameSync(draft, file(note.repository))
    },
    remove: (repository: string) => rmSync(file(repository), { force: true }),
    all(): ReadyNote[] {
      const names = (ifThere(() => readdirSync(folder)) ?? []).filter((name) =>
        name.endsWith('.json'),
      )
      return names.flatMap((name) => readNote(join(folder, name)) ?? [])
    },
  }
}

function readNote(path: string): ReadyNote | null {
  const text = ifThere(() => readFileSync(path, 'utf8'))
  if (text === null) return null
  // A disk that was full when it was written: the file says nothing.
  const parsed = Note.safeParse(jsonOrNull(text))
  return parsed.success ? parsed.data : null
}

function ifThere<T>(read: () => T): T | null {
  try {
    return read()
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null // What fs throws.
    throw cause
  }
}
