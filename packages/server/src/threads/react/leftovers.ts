// Removes what deleted threads left on the disk: worktrees, agents' files, and, once they can be brought back no more, kept
// commits and checkpoints. Done again until it is: the log keeps the list.
import { hasRun, keptForMs, Problem } from '@a-parallel/contract/model'
import type { Instant, RunId, ThreadId, ThreadView } from '@a-parallel/shared'
import { setImmediate as letOthersGo } from 'node:timers/promises'
import type { Clock } from '../../platform/clock.ts'
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

export interface LeftoverList extends Marks {
  threads: Pick<ThreadLog, 'leftovers' | 'forgetRun' | 'deletedAmong' | 'deletedAt' | 'list'>
  clock: Clock
}

/** What one server knows of its own attempts. */
interface Marks {
  pauses: Pauses
  /** Threads that this server has put away, with when they were deleted: where there never was a run, no folder tells. */
  cleared: Map<ThreadId, Instant>
}

export async function removeLeftovers(ports: LeftoverPorts, list: LeftoverList): Promise<void> {
  const { threads, clock, pauses, cleared } = list
  const { runner } = ports
  const unfinished = await finishDeletions(ports, list)
  for (const left of threads.leftovers()) {
    const { runId, threadId, deletedAt } = left
    if (unfinished.has(threadId) || pauses.has(threadId)) continue
    try {
      const isOver = !comesBack(deletedAt, clock.now())
      if (!isOver && !(await mayBeThere(ports, list, left))) continue
      const view = ports.view(threadId)
      if (view && (!view.deleted || ports.tearing.has(threadId))) continue
      if (view) await removeWorktree(ports, view, isOver)
      await runner.runs.forget(runId)
      pauses.end(threadId)
      cleared.set(threadId, deletedAt)
      if (!isOver) continue
      if (view) await letGo(ports, list, view)
      threads.forgetRun(runId)
      cleared.delete(threadId)
    } catch (cause) {
      failed(ports, pauses, threadId, cause)
    }
  }
}

/** Whether its thread may still lie on the disk. */
async function mayBeThere(
  { runner }: LeftoverPorts,
  { cleared }: LeftoverList,
  { runId, threadId, deletedAt }: { runId: RunId; threadId: ThreadId; deletedAt: Instant },
): Promise<boolean> {
  const id: string = runId
  return id === threadId ? cleared.get(threadId) !== deletedAt : runner.runs.isThere(runId)
}

/** Whether a thread that was deleted then can still be brought back with all that it had. */
export function comesBack(deletedAt: Instant, now: Instant): boolean {
  return Date.parse(now) <= Date.parse(deletedAt) + keptForMs
}

const shortestMs = 60_000
const longestMs = 6 * 3_600_000

type Pauses = ReturnType<typeof openPauses>

/** @param elapsed milliseconds that only grow. */
export function openMarks(elapsed: () => number): Marks {
  return { pauses: openPauses(elapsed), cleared: new Map() }
}

/**
 * What fails is tried again after a pause that doubles: keeping a large worktree may take minutes before it fails.
 * @param elapsed milliseconds that only grow.
 */
function openPauses(elapsed: () => number) {
  const pausing = new Map<ThreadId, { pauseMs: number; until: number }>()
  return {
    has: (threadId: ThreadId) => (pausing.get(threadId)?.until ?? -Infinity) > elapsed(),
    begin(threadId: ThreadId): number {
      const last = pausing.get(threadId)?.pauseMs
      const pauseMs = last === undefined ? shortestMs : Math.min(2 * last, longestMs)
      pausing.set(threadId, { pauseMs, until: elapsed() + pauseMs })
      return pauseMs
    },
    end: (threadId: ThreadId) => void pausing.delete(threadId),
  }
}

function failed({ log }: LeftoverPorts, pauses: Pauses, threadId: ThreadId, cause: unknown): void {
  const pauseMs = pauses.begin(threadId)
  log.warn({ err: cause, threadId, pauseMs }, 'what a deleted thread left is not removed yet')
}

/**
 * Those that a server began and did not end: their threads still hold ports, or what their commands printed.
 * @returns those that are not to end now either.
 */
async function finishDeletions(
  ports: LeftoverPorts,
  { threads, clock, pauses }: LeftoverList,
): Promise<Set<ThreadId>> {
  const unfinished = new Set<ThreadId>()
  const { preparation, devServers } = ports.runner
  const printed = await Promise.all([preparation.threads(), devServers.threads()])
  const held = [...ports.preparations.holders(), ...printed.flat()]
  for (const threadId of threads.deletedAmong([...new Set(held)])) {
    unfinished.add(threadId)
    if (pauses.has(threadId)) continue
    const view = ports.view(threadId)
    // Whoever ends its agent, or tears it down, goes on with it.
    if (!view?.deleted || hasRun(view) || ports.tearing.has(threadId)) continue
    try {
      const at = threads.deletedAt(threadId)
      const isOver = at !== null && !comesBack(at, clock.now())
      if (await clearPlace(ports, view, isOver)) unfinished.delete(threadId)
    } catch (cause) {
      failed(ports, pauses, threadId, cause)
    }
  }
  return unfinished
}

/**
 * Where a deleted thread worked. False when this server is not to go on: it lets go, or the thread was brought back.
 * @param isLast whether it is tried no more: what cannot be kept stays where it is then, and is no failure.
 */
export async function clearPlace(
  ports: LeftoverPorts,
  view: ThreadView,
  isLast: boolean,
): Promise<boolean> {
  if ((await tearDown(ports, view.id)) !== 'torn-down') return false
  await removeWorktree(ports, view, isLast)
  if (!ports.view(view.id)?.deleted) return true
  await ports.runner.preparation.forget(view.id)
  await ports.runner.devServers.forget(view.id)
  return true
}

/**
 * Keeps and removes the worktree of a deleted thread. One that is not the thread's own any more stays where it is; and so does
 * that of a thread which was brought back meanwhile. Throws where something in it cannot be kept: a person may see to that.
 * @param isLast whether it is tried no more: then that stays, too.
 */
async function removeWorktree(
  { runner, view }: LeftoverPorts,
  { id: threadId, owner, title, projectPath: repository, mode, worktree, preparation }: ThreadView,
  isLast: boolean,
): Promise<void> {
  if (view(threadId)?.deleted !== true || !runner.repositories.available(repository)) return
  if (mode === 'local' || worktree?.state !== 'ready' || worktree.adopted) return
  try {
    const { path, branch } = worktree
    const keep = { threadId, owner, title, branch }
    const tornDown = preparation !== null && preparation.teardown.length > 0
    await runner.worktrees.remove({ repository, path, keep, tornDown })
  } catch (cause) {
    const stays = ['worktree_tampered', ...(isLast ? ['worktree_has_changes'] : [])]
    if (!(cause instanceof Problem && stays.includes(cause.code))) throw cause
  }
}

/**
 * Lets go of its commits that branches hold, of its branch if others hold all of that, and of its checkpoints. Where it is
 * not told which threads there are, the branch stays.
 */
export async function letGo(
  { runner, look, view }: LeftoverPorts,
  { threads }: Pick<LeftoverList, 'threads'> | { threads: null },
  thread: ThreadView,
): Promise<void> {
  const { id: threadId, projectPath: repository, mode } = thread
  if (!runner.repositories.available(repository)) return
  // A look that is still under way would keep anew what is let go of.
  await look(threadId)
  if (view(threadId)?.deleted !== true) return
  const branch = threads && (await branchOfNobodyElse(view, threads, thread))
  if (view(threadId)?.deleted !== true) return
  if (mode === 'worktree') await runner.worktrees.forget({ repository, threadId, branch })
  await runner.checkpoints.forget({ repository, threadId })
}

/**
 * Its branch; null where another thread is to be merged into that one, which would have no base any more, and where somebody
 * else made it.
 */
async function branchOfNobodyElse(
  view: LeftoverPorts['view'],
  threads: LeftoverList['threads'],
  { owner, projectId, worktree }: ThreadView,
): Promise<string | null> {
  if (worktree === null || worktree.adopted) return null
  for (const { id } of threads.list({ owner, projectId, limit: 10_000 })) {
    if (view(id)?.worktree?.base === worktree.branch) return null
    await letOthersGo()
  }
  return worktree.branch
}
