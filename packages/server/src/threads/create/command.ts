// Makes the command of a new thread out of a request: fills in what the person left open, and asks git what must be true.
import { Problem } from '@a-parallel/contract/model'
import type {
  AgentSettings,
  CallRequest,
  Calls,
  Project,
  ThreadId,
  TurnId,
} from '@a-parallel/shared'
import { refuseUnknownBranch } from '../../projects/index.ts'
import type { NewId } from '../../platform/id.ts'
import type { Runner } from '../../runner/port.ts'
import type { CreateThread } from '../command.ts'
import { refuseArchived } from '../project/archived.ts'
import { titleOf } from './title.ts'

export interface CreateAsk {
  runner: Runner
  newId: NewId
  project: Project
  /** What the owner's threads begin with where nothing else is said. */
  usual: AgentSettings
  /** Whether agents' programs are asked for titles. */
  makeTitles: boolean
  body: CallRequest<Calls['createThread']>['body']
}

export async function createCommand(
  ask: CreateAsk,
): Promise<{ id: ThreadId; command: CreateThread }> {
  const { runner, newId, project, usual, body } = ask
  refuseArchived(project)
  if (!project.available) {
    throw new Problem('project_unavailable', `There is no repository at ${project.path} any more.`)
  }
  const id = body.id ?? (newId() as ThreadId) // newId gives UUIDs.
  const title = body.title ?? titleOf(body.prompt, body.images?.[0]?.name)
  const mode = body.mode ?? 'worktree'
  const base = body.baseBranch ?? project.defaultBranch
  if (body.baseBranch !== undefined)
    await refuseUnknownBranch(runner, project.path, body.baseBranch)
  const { branchPrefix: prefix, worktreeFolder: folder } = project
  const plan = { projectId: project.id, threadId: id, title, prefix, folder }
  return {
    id,
    command: {
      type: 'create',
      owner: project.owner,
      projectId: project.id,
      projectPath: project.path,
      title,
      // A message that is its own title needs no other.
      titleWanted: ask.makeTitles && body.title === undefined && title !== body.prompt.trim(),
      prompt: body.prompt,
      model: body.model ?? project.model ?? usual.model ?? 'sonnet',
      effort: body.effort === undefined ? usual.effort : body.effort,
      permissionMode:
        body.permissionMode ?? project.permissionMode ?? usual.permissionMode ?? 'confirmEdit',
      mode,
      turnId: newId() as TurnId, // As above.
      worktree: mode === 'worktree' ? { ...runner.worktrees.plan(plan), base } : null,
    },
  }
}
