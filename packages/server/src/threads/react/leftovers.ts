// Removes what deleted threads left on the disk: worktrees, kept commits, and their agents' files. Done again until it is:
// the log keeps the list.
import { hasRun, Problem } from '@a-parallel/contract/model'
import type { ThreadId, ThreadView } from '@a-parallel/shared'
import type { Preparations } from '../../preparation/index.ts'
import type { Runner } from '../../runner/port.ts'
import type { ThreadLog } from '../../store/port.ts'
import type { LookAtWorktree } from './look.ts'
import { tearDown, type TearDownPorts } from './preparation/tear-down.ts'

export interface LeftoverPorts extends TearDownPorts {
  preparations: Pick<Preparations, 'recipe' | 'environment' | 'releasePorts' | 'holders'>
  runner: Runner
  look: LookAtWorktree
}

type Threads = Pick<ThreadLog, 'leftovers' | 'forgetRun' | 'deletedAmong'>

export async function removeLeftovers(ports: LeftoverPorts, threads: Threads): Promise<void> {
  const unfinished = await finishDeletions(ports, threads)
  for (const { runId, threadId } of threads.leftovers()) {
    try {
      const view = ports.view(threadId)
      if (view && (!view.deleted || ports.tearing.has(threadId))) continue
      if (unfinished.has(threadId)) continue
      if (view) await removeWorktree(ports, view)
      await ports.runner.runs.forget(runId)
      threads.forgetRun(runId)
    } catch (cause) {
      ports.log.warn({ err: cause, threadId }, 'what a deleted thread left is not removed yet')
    }
  }
}

/**
 * Those that a server began and did not end: their threads still hold ports, or what their commands printed.
 * @returns those that are not to end now either.
 */
async function finishDeletions(
  ports: LeftoverPorts,
  threads: Pick<Threads, 'deletedAmong'>,
): Promise<Set<ThreadId>> {
  const unfinished = new Set<ThreadId>()
  const held = [...ports.preparations.holders(), ...(await ports.runner.preparation.threads())]
  for (const threadId of threads.deletedAmong([...new Set(held)])) {
    const view = ports.view(threadId)
    unfinished.add(threadId)
    // Whoever ends its agent, or tears it down, goes on with it.
    if (!view?.deleted || hasRun(view) || ports.tearing.has(threadId)) continue
    try {
      if (await clearPlace(ports, view)) unfinished.delete(threadId)
    } catch (cause) {
      ports.log.warn({ err: cause, threadId }, 'a deleted thread is not cleared away yet')
    }
  }
  return unfinished
}

/** Where a deleted thread worked. False when this server is not to go on: it lets go, or the thread was brought back. */
export async function clearPlace(ports: LeftoverPorts, view: ThreadView): Promise<boolean> {
  if ((await tearDown(ports, view.id)) !== 'torn-down') return false
  await removeWorktree(ports, view)
  if (ports.view(view.id)?.deleted) await ports.runner.preparation.forget(view.id)
  return true
}

/**
 * Keeps and removes the worktree of a deleted thread. One that cannot be kept, or is not the thread's own any more, stays
 * where it is; and so does that of a thread which was brought back meanwhile.
 */
export async function removeWorktree(
  { runner, look, view }: Pick<LeftoverPorts, 'runner' | 'look' | 'view'>,
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
