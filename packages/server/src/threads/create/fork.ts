// Makes the command of a thread that begins as a copy of another one: what they have in common, and where it works.
import {
  checkpointAfter,
  checkpointBefore,
  Problem,
  resumeAfter,
  userMessageId,
  withoutWish,
} from '@a-parallel/contract/model'
import type {
  CallRequest,
  Calls,
  Item,
  Project,
  ThreadId,
  ThreadView,
  Turn,
} from '@a-parallel/shared'
import type { NewId } from '../../platform/id.ts'
import type { Runner } from '../../runner/port.ts'
import type { ForkThread } from '../command.ts'
import { refuseArchived } from '../project/archived.ts'
import { checkoutOf } from '../react/checkpoints.ts'

export interface ForkAsk {
  runner: Runner
  newId: NewId
  project: Project
  origin: ThreadView
  body: CallRequest<Calls['forkThread']>['body']
}

export async function forkCommand(ask: ForkAsk): Promise<{ id: ThreadId; command: ForkThread }> {
  const { runner, newId, project, origin, body } = ask
  refuseArchived(project)
  const turn = forkedTurn(origin, body.turnId)
  const id = body.id ?? (newId() as ThreadId) // newId gives UUIDs.
  const title = body.title ?? origin.title
  const { owner, projectId, projectPath, model, effort, permissionMode } = origin
  const { branchPrefix: prefix, worktreeFolder: folder } = project
  const plan = { projectId, threadId: id, title, prefix, folder }
  const base = origin.worktree?.base ?? project.defaultBranch
  return {
    id,
    command: {
      type: 'fork',
      created: {
        owner,
        projectId,
        projectPath,
        title,
        model,
        ...(effort && { effort }),
        permissionMode,
        mode: 'worktree',
      },
      worktree: {
        ...runner.worktrees.plan(plan),
        base,
        files: await filesAfter(runner, origin, turn),
      },
      begun: inCommon(origin, turn),
    },
  }
}

function forkedTurn({ turns }: ThreadView, wanted: Turn['id'] | undefined): Turn {
  const turn = wanted
    ? turns.find(({ id }) => id === wanted)
    : turns.findLast(({ startedAt }) => startedAt !== null)
  if (!turn || turn.startedAt === null) throw new Problem('turn_not_found')
  if (turn.endedAt === null)
    throw new Problem('thread_busy', 'Wait for the turn to end, or stop it.')
  return turn
}

async function filesAfter(runner: Runner, origin: ThreadView, turn: Turn): Promise<string> {
  const next = origin.turns[origin.turns.indexOf(turn) + 1]
  const kept = checkpointAfter(origin, turn.id) ?? (next ? checkpointBefore(origin, next.id) : null)
  if (kept?.commit) return kept.commit
  const checkout = checkoutOf(origin)
  // Its files are being kept just now; once another turn has begun it is too late.
  if (kept || next?.startedAt || !checkout) throw new Problem('checkpoint_missing')
  const name = `${turn.id}/after`
  return (await runner.checkpoints.capture({ ...checkout, name })).commit
}

function inCommon(origin: ThreadView, turn: Turn): ForkThread['begun'] {
  const count = origin.turns.indexOf(turn) + 1
  const turns = origin.turns.slice(0, count).filter(({ startedAt }) => startedAt !== null)
  const ids = new Set<string>(turns.map(({ id }) => id))
  const later = origin.turns.slice(count)
  const begins = new Set<string>(later.map(({ id }) => userMessageId(id)))
  const laterIds = new Set<string | null>(later.map(({ id }) => id))
  const cut = origin.items.findIndex(({ id, turnId }) => begins.has(id) || laterIds.has(turnId))
  const items = cut === -1 ? origin.items : origin.items.slice(0, cut)
  return {
    origin: { threadId: origin.id, turnId: turn.id, title: origin.title },
    // What they cost was the origin's.
    turns: turns.map((one) => ({ ...one, usage: null })),
    items: items.map(atRest),
    checkpoints: origin.checkpoints
      .filter(({ turnId, commit }) => ids.has(turnId) && commit !== null)
      // What was changed is found in the origin.
      .map(withoutWish),
    continueAt: resumeAfter(turn),
  }
}

/** What goes on in the background goes on in the origin. */
function atRest(item: Item): Item {
  if (item.kind !== 'tool-call' || (item.state !== 'running' && !item.background)) return item
  const state = item.state === 'running' ? 'interrupted' : item.state
  return { ...item, state, background: false }
}
