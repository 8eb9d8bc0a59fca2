// Looks whether a thread can still be worked in, and writes down when it cannot: its worktree or its branch went away
// behind the agent's back. What was committed is kept at every look.
import { checkoutPath, hasRun, lacksWorktree, Problem } from '@a-parallel/contract/model'
import type { ProblemValue, ProjectId, ThreadId, ThreadView } from '@a-parallel/shared'
import type { Log } from '../../platform/log.ts'
import type { Runner } from '../../runner/port.ts'
import type { Lane } from '../lane.ts'

export interface LookPorts {
  runner: Runner
  lane: Lane
  view: (threadId: ThreadId) => ThreadView | null
  /** Tells those who look on that the project came to be, or is no longer, available. */
  projectChanged: (view: ThreadView) => void
  log: Log
}

/** Why nothing can be done in the thread's checkout; null when something can, or when that could not be found out. */
export type LookAtWorktree = (threadId: ThreadId) => Promise<ProblemValue | null>

export function openLooks(ports: LookPorts): LookAtWorktree {
  const gone = new Set<ProjectId>()
  /** One after the other: a look that began before the question says nothing of what happened since. */
  const queues = new Map<ThreadId, Promise<ProblemValue | null>>()
  return (threadId) => {
    const before = queues.get(threadId) ?? Promise.resolve(null)
    const look = before
      .then(() => lookNow(ports, gone, threadId))
      .catch((cause: unknown) => {
        ports.log.warn({ err: cause, threadId }, 'a worktree could not be looked at')
        return null
      })
    queues.set(threadId, look)
    void look.then(() => {
      if (queues.get(threadId) === look) queues.delete(threadId)
    })
    return look
  }
}

async function lookNow(
  ports: LookPorts,
  gone: Set<ProjectId>,
  threadId: ThreadId,
): Promise<ProblemValue | null> {
  const view = ports.view(threadId)
  if (!view || view.deleted) return null
  const problem = await lookAt(ports, view)
  const away = problem?.code === 'project_unavailable'
  if (away !== gone.has(view.projectId)) {
    if (away) gone.add(view.projectId)
    else gone.delete(view.projectId)
    tellOfProject(ports, view)
  }
  return problem
}

/** Nobody is told of one that is no longer on the list, and what was seen of its thread counts nevertheless. */
function tellOfProject({ projectChanged, log }: LookPorts, view: ThreadView): void {
  try {
    projectChanged(view)
  } catch (cause) {
    log.warn({ err: cause, threadId: view.id }, 'a change of a project could not be told')
  }
}

async function lookAt(ports: LookPorts, view: ThreadView): Promise<ProblemValue | null> {
  const { runner, lane } = ports
  const { worktree, projectPath: repository, id: threadId } = view
  if (view.mode === 'local') return missingProject(runner, repository)
  if (!worktree || checkoutPath(view) === null) return lostBefore(view)
  const { path, branch } = worktree
  const ask = { repository, path, branch, threadId, hasAgent: hasRun(view) }
  const problem = await runner.worktrees.look(ask)
  // While the repository is away nothing can be said of the worktree; both may come back.
  if (problem !== null && problem.code !== 'project_unavailable') {
    const used = view.run && hasRun(view) ? runner.runs.used(view.run.id) : null
    lane.perform(threadId, { type: 'worktree-lost', problem, used }, { kind: 'system' })
  }
  return problem
}

/** One that could not be made yet is no loss: what is said meanwhile waits for it. */
function lostBefore(view: ThreadView): ProblemValue | null {
  const { worktree } = view
  return worktree?.commit && lacksWorktree(view) ? worktree.problem : null
}

function missingProject(runner: Runner, path: string): ProblemValue | null {
  if (runner.repositories.available(path)) return null
  const detail = `There is no repository at ${path} any more. Put it back, or say where it was moved.`
  return new Problem('project_unavailable', detail).toValue()
}
