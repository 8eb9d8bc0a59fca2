// Makes the command of a thread that goes on with a session: its conversation, and where it works. The session itself stays as
// it is: the thread's agent begins with a copy of it.
import { Problem } from '@a-parallel/contract/model'
import type {
  AgentSettings,
  CallRequest,
  Calls,
  Item,
  ItemId,
  Project,
  ThreadId,
  ThreadMode,
} from '@a-parallel/shared'
import type { NewId } from '../../platform/id.ts'
import type { Runner, WholeSession } from '../../runner/port.ts'
import type { ImportThread } from '../command.ts'
import { refuseArchived } from '../project/archived.ts'
import { takenOver } from './taken-over.ts'
import { titleOf } from './title.ts'

export interface ImportAsk {
  runner: Runner
  newId: NewId
  project: Project
  /** What threads begin with where their project says nothing. */
  usual: AgentSettings
  read: WholeSession
  body: CallRequest<Calls['continueSession']>['body']
}

const longestTitle = 200

/** Throws `session_empty` where nobody said anything in it. */
export async function importCommand(
  ask: ImportAsk,
): Promise<{ id: ThreadId; command: ImportThread }> {
  const { runner, newId, project, usual, body } = ask
  refuseArchived(project)
  const read = takenOver(ask.read)
  const { session, turns, omitted } = read
  const last = turns.at(-1)
  if (!last)
    throw new Problem('session_empty', 'There is nothing to go on with. Start a thread instead.')
  const id = body.id ?? (newId() as ThreadId) // newId gives UUIDs.
  const mode = body.mode ?? 'worktree'
  const title = session.title?.slice(0, longestTitle) ?? titleOf(session.opening)
  const imported = {
    sessionId: session.id,
    title,
    folder: session.folder,
    branch: session.branch,
    turnId: last.id,
    at: session.at,
    omitted,
  }
  const { owner, id: projectId, path: projectPath, permissionMode } = project
  return {
    id,
    command: {
      type: 'import',
      created: {
        owner,
        projectId,
        projectPath,
        title,
        // Its answers came from it; what a project's threads usually begin with is another matter.
        model: session.model ?? project.model ?? usual.model ?? 'sonnet',
        ...(usual.effort && { effort: usual.effort }),
        permissionMode: permissionMode ?? usual.permissionMode ?? 'confirmEdit',
        mode,
      },
      worktree: await worktreeOf(runner, project, { id, title, mode, branch: session.branch }),
      begun: { imported, turns, continueAt: { sessionId: session.id, at: null } },
      items: [...read.items, markOf(read)],
    },
  }
}

interface Wanted {
  id: ThreadId
  title: string
  mode: ThreadMode
  branch: string | null
}

/** A branch is a thread's alone: one of its own begins where the session's is now, or else at the base. */
async function worktreeOf(
  runner: Runner,
  project: Project,
  { id, title, mode, branch }: Wanted,
): Promise<ImportThread['worktree']> {
  if (mode === 'local') return null
  const {
    id: projectId,
    path,
    branchPrefix: prefix,
    worktreeFolder: folder,
    defaultBranch,
  } = project
  const branches = branch === null ? [] : await runner.repositories.branches(path)
  const isThere = branches.some(({ name, kind }) => name === branch && kind === 'local')
  const base = branch !== null && isThere ? branch : defaultBranch
  return { ...runner.worktrees.plan({ projectId, threadId: id, title, prefix, folder }), base }
}

/** Says where what was taken over ends. */
function markOf({ session, items, omitted }: WholeSession): Item {
  return {
    kind: 'notice',
    id: `imported:${session.id}` as ItemId, // Shorter than an id may be.
    turnId: null,
    parentId: null,
    at: session.at,
    level: 'info',
    code: 'imported',
    detail: '',
    values: { items: items.length, omitted },
  }
}
