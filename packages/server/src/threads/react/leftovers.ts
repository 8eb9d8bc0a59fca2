// Removes what deleted threads left on the disk: worktrees, kept commits, and their agents' files. Done again until it is:
// the log keeps the list.
import { Problem } from '@a-parallel/contract/model'
import type { ThreadId, ThreadView } from '@a-parallel/shared'
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

export async function removeLeftovers(
  ports: LeftoverPorts,
  threads: Pick<ThreadLog, 'leftovers' | 'forgetRun'>,
): Promise<void> {
  for (const { runId, threadId } of threads.leftovers()) {
    try {
      const view = ports.view(threadId)
      if (view && !view.deleted) continue
      if (view) await removeWorktree(ports, view)
      await ports.runner.runs.forget(runId)
      threads.forgetRun(runId)
    } catch (cause) {
      ports.log.warn({ err: cause, threadId }, 'what a deleted thread left is not removed yet')
    }
  }
}

/**
 * Keeps and removes the worktree of a deleted thread. One that cannot be kept, or is not the thread's own any more, stays
 * where it is; and so does that of a thread which was brought back meanwhile.
 */
export async function removeWorktree(
  { runner, look, view }: LeftoverPorts,
  { id: threadId, owner, title, projectPath: repository, mode, worktree, preparation }: ThreadView,
): Promise<void> {
  const isDeleted = () => view(threadId)?.deleted === true
  if (!isDeleted() || !runner.repositories.available(repository)) return
  if (mode === 'local') return runner.checkpoints.forget({ repository, threadId })
  try {
    if (worktree?.state === 'ready') {
      const { path, branch } = worktree
      const keep = { threadId, owner, title, branch }
      const tornDown = preparation !== null && preparation.teardown.length > 0
      await runner.worktrees.remove({ repository, path, keep, tornDown })
    }
  } catch (cause) {
    if (
      cause instanceof Problem &&
      ['worktree_has_changes', 'worktree_tampered'].includes(cause.code)
    )
      return
    throw cause
  }
  // A look that is still under way would keep anew what is let go of.
  await look(threadId)
  if (!isDeleted()) return
  await runner.worktrees.forget({ repository, threadId })
  await runner.checkpoints.forget({ repository, threadId })
}
