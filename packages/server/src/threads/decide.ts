// What a command leads to: facts, or a refusal. Pure: the time and new ids are handed in.
import { atWork, hasRun, Problem, threadStatus } from '@a-parallel/contract/model'
import type { Fact, Instant, ThreadView } from '@a-parallel/shared'
import type { Command } from './command.ts'
import { decideAnswer } from './decide/answer.ts'
import { decideMark } from './decide/mark.ts'
import { decideAroundTurns } from './decide/turns/around-turns.ts'
import { decideChoice } from './decide/choice.ts'
import { decideFork } from './decide/turns/fork.ts'
import { decideImport } from './decide/turns/import.ts'
import { decideMessage, holdAll, queued, sameImages } from './decide/message.ts'
import {
  decidePreparation,
  isOfPreparation,
  setupStopped,
  type OfPreparation,
  tearDownOver,
} from './decide/preparation.ts'
import { decideResume } from './decide/resume.ts'
import { decideRunEnd, decideRunFailed } from './decide/run-end.ts'
import { decideWorktree, requestedAgain } from './decide/worktree.ts'
import { decideSilence } from './decide/silence.ts'
import { decideStart } from './decide/start.ts'
import { decideStopCall } from './decide/stop-call.ts'
import { idleRun } from './react/rest.ts'
import { record } from './record.ts'
import type { Standing } from './record/policy.ts'

/**
 * The facts that a command leads to; none when it changes nothing (it was carried out before).
 * Throws the Problem that says why it is refused.
 */
export function decide(
  view: ThreadView | null,
  command: Command,
  now: Instant,
  standing: Standing,
): Fact[] {
  if (command.type === 'create') return view ? createdBefore(view, command) : created(command)
  if (command.type === 'fork') return decideFork(view, command)
  if (command.type === 'import') return decideImport(view, command)
  if (!view) throw new Problem('thread_not_found')
  if (view.deleted) return afterDeletion(view, command, now)
  if (isOfPreparation(command)) return decidePreparation(view, command)
  return decideLiving(view, command, now, standing)
}

function decideLiving(
  view: ThreadView,
  command: Exclude<Command, { type: 'create' | 'fork' | 'import' } | OfPreparation>,
  now: Instant,
  standing: Standing,
): Fact[] {
  switch (command.type) {
    case 'say':
    case 'change-message':
    case 'withdraw':
      return decideMessage(view, command)
    case 'stop':
      return stopped(view)
    case 'stop-call':
      return decideStopCall(view, command.itemId)
    case 'rest':
      return rested(view)
    case 'resume':
      return decideResume(view, command.turnId, now)
    case 'answer':
      return decideAnswer(view, command, standing)
    case 'rename':
    case 'choose-model':
    case 'choose-effort':
    case 'choose-permission-mode':
    case 'apply-rules':
    case 'make-rule':
    case 'remove-rule':
      return decideChoice(view, command, standing)
    case 'see':
    case 'mark-unread':
    case 'pin':
    case 'plan-resume':
    case 'mute':
      return decideMark(view, command)
    case 'archive':
    case 'restore':
    case 'delete':
      return putAway(view, command)
    case 'worktree-outcome':
    case 'worktree-lost':
    case 'make-again':
    case 'project-moved':
      return decideWorktree(view, command, now)
    case 'start-turn':
      return decideStart(view, command, standing)
    case 'run-failed':
      return decideRunFailed(view, command)
    case 'run-ended':
      return decideRunEnd(view, command, now)
    case 'stalled':
    case 'revived':
      return decideSilence(view, command, now)
    case 'signals':
      return record(view, command, now, standing)
    default:
      return decideAroundTurns(view, command, now, standing)
  }
}

const late = new Set<Command['type']>([
  'signals',
  'rest',
  'stalled',
  'revived',
  'checkpoint',
  'lines-read',
  'rewind-outcome',
  'lift-budget',
  'apply-rules',
  'make-again',
  'carried',
  'ports-given',
  'setup-started',
  'setup-ended',
  'torn-down',
])

/** What its agent still says is for nobody; that it ended is still to be known. */
function afterDeletion(view: ThreadView, command: Command, now: Instant): Fact[] {
  if (command.type === 'run-ended') return decideRunEnd(view, command, now)
  if (command.type === 'restore') return broughtBack(view, command)
  if (late.has(command.type)) return []
  throw new Problem('thread_not_found')
}

type Of<T extends Command['type']> = Extract<Command, { type: T }>

function created(command: Of<'create'>): Fact[] {
  const {
    owner,
    projectId,
    projectPath,
    title,
    titleWanted,
    model,
    effort,
    permissionMode,
    mode,
    worktree,
    turnId,
    prompt,
    images,
  } = command
  const facts: Fact[] = [
    {
      type: 'thread.created',
      data: {
        owner,
        projectId,
        projectPath,
        title,
        ...(titleWanted && { titleWanted }),
        model,
        ...(effort && { effort }),
        permissionMode,
        mode,
      },
    },
  ]
  if (worktree) facts.push(...begunWorktree(worktree, command.adoptedAt))
  facts.push(queued({ turnId, text: prompt, images }))
  return facts
}

/** One that is there already is ready, and nothing is brought into it. */
function begunWorktree(
  worktree: NonNullable<Of<'create'>['worktree']>,
  commit: string | undefined,
): Fact[] {
  if (commit === undefined) return [{ type: 'worktree.requested', data: worktree }]
  const { path, branch } = worktree
  return [
    { type: 'worktree.requested', data: { ...worktree, adopted: true } },
    { type: 'worktree.ready', data: { path, branch, commit } },
  ]
}

/** The same wish again is carried out already; another one under the same id must not be lost in silence. */
function createdBefore(view: ThreadView, command: Of<'create'>): Fact[] {
  const [first] = view.turns
  const same =
    view.projectId === command.projectId &&
    first?.text === command.prompt &&
    sameImages(first.images, command.images)
  if (same && !view.deleted) return []
  throw new Problem('id_taken', 'Another thread has this id. Send the request with a new one.')
}

function stopped(view: ThreadView): Fact[] {
  const facts = [...holdAll(view), ...setupStopped(view)]
  if (view.budgetStop) facts.push({ type: 'budget.lifted', data: {} })
  if (hasRun(view) && view.run?.stopping) return facts
  facts.push(...stopRequested(view))
  if (facts.length === 0)
    throw new Problem('nothing_to_stop', `The thread is ${threadStatus(view)}.`)
  return facts
}

function rested(view: ThreadView): Fact[] {
  const runId = idleRun(view)
  return runId === null ? [] : [{ type: 'run.stop-requested', data: { runId } }]
}

function putAway(view: ThreadView, { type }: Of<'archive' | 'restore' | 'delete'>): Fact[] {
  if (type === 'archive') return archived(view)
  if (type === 'delete') return deleted(view)
  return view.archived ? [...tearDownOver(view), { type: 'thread.restored', data: {} }] : []
}

function archived(view: ThreadView): Fact[] {
  if (view.archived) return []
  if (atWork(view)) throw new Problem('thread_busy', 'Stop the thread before you archive it.')
  // Said in the log: whoever restores it at once must not write to an agent that is being ended.
  return [{ type: 'thread.archived', data: {} }, ...stopRequested(view)]
}

function stopRequested(view: ThreadView): Fact[] {
  const { run } = view
  if (!run || run.stopping || !hasRun(view)) return []
  return [{ type: 'run.stop-requested', data: { runId: run.id } }]
}

/** Its worktree is made again, with what was kept of it. */
function broughtBack(view: ThreadView, { projectPath }: Of<'restore'>): Fact[] {
  const facts: Fact[] = [{ type: 'thread.restored', data: {} }]
  if (projectPath !== undefined && projectPath !== view.projectPath)
    facts.push({ type: 'thread.project-moved', data: { projectPath } })
  return view.worktree ? [...facts, requestedAgain(view.worktree)] : facts
}

function deleted(view: ThreadView): Fact[] {
  if (atWork(view)) throw new Problem('thread_busy', 'Stop the thread before you delete it.')
  return [{ type: 'thread.deleted', data: {} }]
}
