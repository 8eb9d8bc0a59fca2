// Removes what deleted threads left on the disk: worktrees, agents' files, and, once they can be brought back no more, kept
// commits and checkpoints. Done again until it is: the log keeps the list.
import { keptForMs, Problem } from '@a-parallel/contract/model'
import type { Instant, ThreadId, ThreadView } from '@a-parallel/shared'
import type { Clock } from '../../platform/clock.ts'
import type { Log } from '../../platform/log.ts'
import type { Runner } from '../../runner/port.ts'
import type { ThreadLog } from '../../store/port.ts'
import type { LookAtWorktree } from './look.ts'

export interface LeftoverPorts {
  runner: Runner
  look: LookAtWorktree
  view: (threadId: ThreadId) => ThreadView | null
  log: Log
}

interface SweepPorts extends LeftoverPorts {
  threads: Pick<ThreadLog, 'leftovers' | 'forgetRun'>
  clock: Clock
  /** Milliseconds that only grow. */
  elapsed: () => number
}

export function openLeftovers(ports: SweepPorts): () => Promise<void> {
  const { runner, threads, clock, view: viewOf, log } = ports
  const pauses = openPauses(ports.elapsed)
  return async () => {
    for (const { runId, threadId, deletedAt } of threads.leftovers()) {
      if (pauses.has(threadId)) continue
      try {
        const isOver = !comesBack(deletedAt, clock.now())
        if (!isOver && !(await runner.runs.isThere(runId))) continue
        const view = viewOf(threadId)
        if (view && !view.deleted) continue
        if (view) await removeWorktree(ports, view)
        await runner.runs.forget(runId)
        pauses.end(threadId)
        if (!isOver) continue
        if (view) await letGo(ports, view)
        threads.forgetRun(runId)
      } catch (cause) {
        const pauseMs = pauses.begin(threadId)
        const what = { err: cause, threadId, pauseMs }
        log.warn(what, 'what a deleted thread left is not removed yet')
      }
    }
  }
}

/** Whether a thread that was deleted then can still be brought back with all that it had. */
export function comesBack(deletedAt: Instant, now: Instant): boolean {
  return Date.parse(now) <= Date.parse(deletedAt) + keptForMs
}

const shortestMs = 60_000
const longestMs = 6 * 3_600_000

/** What fails is tried again after a pause that doubles: keeping a large worktree may take minutes before it fails. */
function openPauses(elapsed: () => number) {
  const failed = new Map<ThreadId, { pauseMs: number; until: number }>()
  return {
    has: (threadId: ThreadId) => (failed.get(threadId)?.until ?? -Infinity) > elapsed(),
    begin(threadId: ThreadId): number {
      const last = failed.get(threadId)?.pauseMs
      const pauseMs = last === undefined ? shortestMs : Math.min(2 * last, longestMs)
      failed.set(threadId, { pauseMs, until: elapsed() + pauseMs })
      return pauseMs
    },
    end: (threadId: ThreadId) => void failed.delete(threadId),
  }
}

/**
 * Keeps and removes the worktree of a deleted thread. One that cannot be kept, or is not the thread's own any more, stays
 * where it is; and so does that of a thread which was brought back meanwhile.
 */
export async function removeWorktree(
  { runner, view }: LeftoverPorts,
  { id: threadId, owner, title, projectPath: repository, mode, worktree }: ThreadView,
): Promise<void> {
  if (view(threadId)?.deleted !== true || !runner.repositories.available(repository)) return
  if (mode === 'local' || worktree?.state !== 'ready') return
  try {
    const { path, branch } = worktree
    const keep = { threadId, owner, title, branch }
    await runner.worktrees.remove({ repository, path, keep })
  } catch (cause) {
    const stays = ['worktree_has_changes', 'worktree_tampered']
    if (!(cause instanceof Problem && stays.includes(cause.code))) throw cause
  }
}

/** Lets go of its commits that branches hold, and of its checkpoints. */
async function letGo(
  { runner, look, view }: LeftoverPorts,
  { id: threadId, projectPath: repository, mode }: ThreadView,
): Promise<void> {
  if (!runner.repositories.available(repository)) return
  // A look that is still under way would keep anew what is let go of.
  await look(threadId)
  if (view(threadId)?.deleted !== true) return
  if (mode === 'worktree') await runner.worktrees.forget({ repository, threadId })
  await runner.checkpoints.forget({ repository, threadId })
}
