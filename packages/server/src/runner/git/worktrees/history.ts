// What a worktree's own entry in the repository tells: which branch it is on, and the commits it has been at. Read from
// its files alone, so that it can be told of a worktree whose folder is gone or whose branch does not exist.
import { join } from 'node:path'
import { readText } from './if-there.ts'

export interface History {
  /** `refs/heads/x`; null on a detached head, or where git keeps its refs otherwise. */
  ref: string | null
  /** The commit of a detached head. */
  detached: string | null
  /** The commit it was at last. */
  last: string | null
  /** Commits it was at when its branch was taken away: what followed began without a past. */
  cutOff: string[]
  /** Another one whenever the worktree went anywhere: each step is added to the log. */
  written: string
}

/** @param gitDir the entry of the worktree, `<shared directory>/worktrees/<name>`. */
export async function readHistory(gitDir: string): Promise<History> {
  const [head, log] = await Promise.all([
    readText(join(gitDir, 'HEAD')),
    readText(join(gitDir, 'logs/HEAD')),
  ])
  const ref = /^ref: (refs\/heads\/\S+)$/m.exec(head ?? '')?.[1] ?? null
  return {
    ref: ref === 'refs/heads/.invalid' ? null : ref,
    detached: /^[0-9a-f]{40,64}$/.exec(head?.trim() ?? '')?.[0] ?? null,
    ...parseLog(log ?? ''),
    written: `${head}\n${log}`,
  }
}

const nothing = /^0+$/

/** Reads lines of `old new name <mail> seconds zone TAB message`, the latest last. */
export function parseLog(text: string): Pick<History, 'last' | 'cutOff'> {
  let last: string | null = null
  const cutOff = new Set<string>()
  for (const line of text.split('\n')) {
    const [, before = '', after = ''] = /^([0-9a-f]{40,64}) ([0-9a-f]{40,64}) /.exec(line) ?? []
    if (after === '') continue
    if (nothing.test(before) && last !== null) cutOff.add(last)
    if (!nothing.test(after)) last = after
    else if (!nothing.test(before)) last = before
  }
  if (last !== null) cutOff.delete(last)
  return { last, cutOff: [...cutOff] }
}
