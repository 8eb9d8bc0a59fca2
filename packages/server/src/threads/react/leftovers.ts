// Removes what deleted threads left on the disk: worktrees, kept commits, and their agents' files. Done again until it is:
// the log keeps the list.
import { checkoutPath, Problem } from '@a-parallel/contract/model'
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
      if (view) await removeWorktree(ports, view)
      await ports.runner.runs.forget(runId)
      threads.forgetRun(runId)
    } catch (cause) {
      ports.log.warn({ err: cause, threadId }, 'what a deleted thread left is not removed yet')
    }
  }
}

/** A worktree that holds what was not committed, or is not the thread's own any more, stays where it is. */
export async function removeWorktree(
  { runner, look }: LeftoverPorts,
  view: ThreadView,
): Promise<void> {
  const { projectPath: repository, id: threadId, mode } = view
  if (!runner.repositories.available(repository)) return
  if (mode === 'local') return runner.checkpoints.forget({ repository, threadId })
  const path = checkoutPath(view)
  try {
    if (path !== null) await runner.worktrees.remove({ repository, path })
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
  await runner.worktrees.forget({ repository, threadId })
  await runner.checkpoints.forget({ repository, threadId })
}
