// An archived thread's worktree stays where it is; what no commit of it holds is kept beside, so that it can be made again
// should somebody remove the folder.
import { hasRun, lacksWorktree } from '@a-parallel/contract/model'
import type { ThreadId, ThreadView } from '@a-parallel/shared'
import type { Log } from '../../platform/log.ts'
import type { Runner } from '../../runner/port.ts'
import type { Lane } from '../lane.ts'
import type { LookAtWorktree } from '../react/look.ts'

export interface ArchivedPorts {
  runner: Pick<Runner, 'worktrees'>
  lane: Lane
  view: (threadId: ThreadId) => ThreadView | null
  look: LookAtWorktree
  log: Log
}

/** Not before its agent has ended. */
export async function keepArchived({ runner, view, log }: ArchivedPorts, threadId: ThreadId) {
  const now = view(threadId)
  if (!now?.archived || now.deleted || hasRun(now) || now.worktree?.state !== 'ready') return
  const { projectPath: repository, owner, title } = now
  const { path, branch } = now.worktree
  try {
    const keep = { threadId, owner, title, branch }
    await runner.worktrees.keepArchived({ repository, path, keep })
  } catch (cause) {
    log.warn({ err: cause, threadId }, 'an archived worktree could not be kept a second time')
  }
}

/** The folder is made again where it is gone; else what was kept beside it is of the past. */
export async function unarchive(ports: ArchivedPorts, threadId: ThreadId): Promise<void> {
  const { runner, view, lane, look } = ports
  await look(threadId)
  const now = view(threadId)
  if (!now || now.archived || now.deleted || now.mode === 'local') return
  const { projectPath: repository, worktree } = now
  if (worktree?.state === 'removed' && lacksWorktree(now))
    lane.perform(threadId, { type: 'make-again' }, { kind: 'system' })
  else if (worktree?.state === 'ready')
    await runner.worktrees.forgetArchived({ repository, path: worktree.path, threadId })
}
