// An archived thread's worktree stays where it is; what no commit of it holds is kept beside, so that it can be made again
// should somebody remove the folder.
import { hasRun, lacksWorktree, standsReady } from '@a-parallel/contract/model'
import type { ThreadId, ThreadView } from '@a-parallel/shared'
import type { Log } from '../../platform/log.ts'
import type { Preparations } from '../../preparation/index.ts'
import type { Runner } from '../../runner/port.ts'
import type { Lane } from '../lane.ts'
import type { LookAtWorktree } from '../react/look.ts'

interface DevServerPorts {
  runner: Pick<Runner, 'devServers'>
  view: (threadId: ThreadId) => ThreadView | null
  preparations: Pick<Preparations, 'releasePorts'>
}

export interface ArchivedPorts {
  runner: Pick<Runner, 'worktrees'>
  lane: Lane
  view: (threadId: ThreadId) => ThreadView | null
  /** Tear-downs under way. */
  tearing: ReadonlyMap<ThreadId, Promise<unknown>>
  look: LookAtWorktree
  log: Log
}

/** Also where nothing was made ready that could be torn down. */
export async function endDevServers(
  { runner, view, preparations }: DevServerPorts,
  threadId: ThreadId,
): Promise<void> {
  await runner.devServers.endAll(threadId)
  const now = view(threadId)
  if (now?.archived && !now.preparation) preparations.releasePorts(now.owner, threadId)
}

/** Not before its agent has ended; and a tear-down does it before anything else. */
export async function keepArchived(ports: ArchivedPorts, threadId: ThreadId): Promise<void> {
  const now = ports.view(threadId)
  if (!now?.archived || now.deleted || hasRun(now)) return
  const isToBeTornDown = standsReady(now) && now.preparation?.teardown.length !== 0
  if (!isToBeTornDown) await keepBeside(ports, now)
}

/** False when it could not be kept. */
export async function keepBeside(
  { runner, log }: Pick<ArchivedPorts, 'log'> & { runner: Pick<Runner, 'worktrees'> },
  { id: threadId, projectPath: repository, owner, title, worktree }: ThreadView,
): Promise<boolean> {
  if (worktree?.state !== 'ready') return true
  const { path, branch } = worktree
  try {
    const keep = { threadId, owner, title, branch }
    await runner.worktrees.keepArchived({ repository, path, keep })
    return true
  } catch (cause) {
    log.warn({ err: cause, threadId }, 'a worktree could not be kept a second time')
    return false
  }
}

/** The folder is made again where it is gone; else what was kept beside it is of the past. */
export async function unarchive(ports: ArchivedPorts, threadId: ThreadId): Promise<void> {
  const { runner, view, lane, look, tearing } = ports
  await tearing.get(threadId)?.catch(() => null) // It is told of to whoever asked for it.
  await look(threadId)
  const now = view(threadId)
  if (!now || now.archived || now.deleted || now.mode === 'local') return
  const { projectPath: repository, worktree, owner, title, preparation } = now
  if (worktree?.state === 'removed' && lacksWorktree(now))
    lane.perform(threadId, { type: 'make-again' }, { kind: 'system' })
  else if (worktree?.state === 'ready') {
    const { path, branch } = worktree
    const keep = { threadId, owner, title, branch }
    const tornDown = preparation !== null && preparation.downs > 0
    await runner.worktrees.forgetArchived({ repository, path, keep, tornDown })
  }
}
