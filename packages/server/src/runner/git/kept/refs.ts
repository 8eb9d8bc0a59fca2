// What was kept, as the hidden refs tell it: `refs/a-parallel/trash/<thread>/<id>`, each a commit whose message says what it
// is for. There is no list of them beside these.
import { Kept, OwnerId, type KeptId, type ThreadId } from '@a-parallel/contract/nouns'
import { z } from 'zod'
import type { Git } from '../core.ts'
import { GitError } from '../error.ts'
import { jsonOrNull } from '../../../platform/json.ts'

const prefix = 'refs/a-parallel/trash/'

export function keptRef(threadId: ThreadId, id: KeptId): string {
  return `${prefix}${threadId}/${id}`
}

/** The message of the commit, on one line. */
export const KeptNote = Kept.extend({
  owner: OwnerId,
  /** Paths at which nothing lay. */
  absent: z.array(z.string()),
})
export type KeptNote = z.infer<typeof KeptNote>

export interface KeptCommit {
  ref: string
  commit: string
  note: KeptNote
}

/** Newest first. What is past its time is let go. */
export async function listKept(git: Git, repository: string, now: number): Promise<KeptCommit[]> {
  const { text } = await git(
    ['for-each-ref', '--format=%(refname)%00%(objectname)%00%(contents:subject)', prefix],
    { cwd: repository, name: 'list-trash', maxOutputBytes: 256 << 20 },
  )
  const all = text.split('\n').flatMap((line) => parseKept(line) ?? [])
  const over = all.filter(({ note }) => Date.parse(note.until) < now)
  if (over.length > 0) {
    await git(['update-ref', '--stdin'], {
      cwd: repository,
      name: 'forget-trash',
      access: 'write',
      stdin: over.map(({ ref, commit }) => `delete ${ref} ${commit}\n`).join(''),
    }).catch(leaveToOthers)
  }
  return all
    .filter((one) => !over.includes(one))
    .toSorted((a, b) => (a.note.at < b.note.at ? 1 : -1))
}

/** Whoever lists at the same time lets go of the same; what is left is let go the next time. */
function leaveToOthers(cause: unknown): void {
  if (!(cause instanceof GitError && cause.code === 'lock')) throw cause
}

/** One line of the above; null for what is none of ours. */
export function parseKept(line: string): KeptCommit | null {
  const [ref = '', commit = '', said = ''] = line.split('\0')
  const note = parseNote(said)
  return note && ref === keptRef(note.threadId, note.id) ? { ref, commit, note } : null
}

export function parseNote(said: string): KeptNote | null {
  // Somebody else's ref.
  return KeptNote.safeParse(jsonOrNull(said)).data ?? null
}

export function keptOf({ note }: Pick<KeptCommit, 'note'>): Kept {
  const { id, threadId, at, until, why, paths, total, thread, branch } = note
  return { id, threadId, at, until, why, paths, total, thread, branch }
}
