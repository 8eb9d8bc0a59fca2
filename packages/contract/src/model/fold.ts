// What a thread's log amounts to. The same fold runs on the server and in the browser.
// Pure: no clock, no chance. It never mutates a view that it was given.
import type { ThreadEvent } from '../nouns/event.ts'
import type { ThreadView } from '../nouns/thread-view.ts'
import { assertNever } from './assert-never.ts'
import { foldApproval, foldRule } from './fold-approval.ts'
import { foldCheckpoint } from './fold-checkpoint.ts'
import { foldPreparation, restored } from './fold-preparation.ts'
import { foldRewind } from './fold-rewind.ts'
import { foldQueue, isQueueEvent } from './fold-queue.ts'
import { foldRun, forgetful } from './fold-run.ts'
import { foldTurn } from './fold-turn.ts'
import { newsAfter } from './fold-news.ts'
import { carryPlaces, foldItem, putItem } from './fold-item.ts'
import { next } from './transitions.ts'
import { threadStatus } from './thread-status.ts'

/**
 * The view after one more event. The first event of a log must be `thread.created`; `view` is null before it.
 * An event type this version does not know leaves the view as it is, but for its seq.
 */
export function fold(view: ThreadView | null, event: ThreadEvent): ThreadView {
  if (view === null) return begin(event)
  const after = advance(view, event)
  const since = threadStatus(after) === threadStatus(view) ? view.since : event.at
  return { ...after, seq: event.seq, since, news: newsAfter(view, after, event) }
}

/** The view of a whole log, or null when it is empty. Unlike `fold` again and again, it copies no list for each item. */
export function foldAll(view: ThreadView | null, events: Iterable<ThreadEvent>): ThreadView | null {
  return grow(view && { ...view, items: [...view.items] }, events)
}

/**
 * The same, but the view that is given is used up: its list of items grows in place, so that an event costs the same
 * however long the log is. For the one who owns a view and hands out copies.
 */
export function grow(view: ThreadView | null, events: Iterable<ThreadEvent>): ThreadView | null {
  let current = view
  for (const event of events) {
    if (current && (event.type === 'item.started' || event.type === 'item.completed')) {
      putItem(current.items, event.data.item)
      // As in fold: no status depends on items, so `since` stays.
      current = { ...current, seq: event.seq }
    } else {
      const after: ThreadView = fold(current, event)
      if (current && after.items !== current.items) carryPlaces(current.items, after.items)
      current = after
    }
  }
  return current
}

function begin(event: ThreadEvent): ThreadView {
  if (event.type !== 'thread.created')
    throw new Error(`a log begins with thread.created, not ${event.type}`)
  const { owner, projectId, projectPath, title, model, permissionMode, mode } = event.data
  const { effort = null } = event.data
  return {
    id: event.threadId,
    seq: event.seq,
    owner,
    projectId,
    projectPath,
    title,
    titleWanted: event.data.titleWanted ?? false,
    model,
    effort,
    permissionMode,
    modeBeforePlan: null,
    mode,
    worktree: null,
    preparation: null,
    run: null,
    commands: [],
    turns: [],
    withdrawn: [],
    context: null,
    items: [],
    approvals: [],
    stopsAsked: [],
    checkpoints: [],
    rules: [],
    rewinds: [],
    continueAt: null,
    archived: false,
    deleted: false,
    pinned: false,
    muted: false,
    news: null,
    resumeAt: null,
    createdAt: event.at,
    since: event.at,
    costUsd: 0,
    byModel: [],
    origin: null,
    imported: null,
    budgetUsd: null,
    budgetStop: null,
  }
}

function advance(view: ThreadView, event: ThreadEvent): ThreadView {
  if (isQueueEvent(event)) return foldQueue(view, event)
  switch (event.type) {
    case 'thread.created':
      throw new Error('a log has one thread.created')
    case 'thread.renamed':
    case 'thread.model-chosen':
    case 'thread.effort-chosen':
    case 'thread.permission-mode-chosen':
    case 'thread.project-moved':
    case 'thread.archived':
    case 'thread.restored':
    case 'thread.deleted':
    case 'thread.seen':
    case 'thread.unread-marked':
    case 'thread.resume-planned':
    case 'thread.resume-unplanned':
    case 'thread.pinned':
    case 'thread.unpinned':
    case 'thread.muted':
    case 'thread.unmuted':
      return foldThread(view, event)
    case 'worktree.requested':
    case 'worktree.ready':
    case 'worktree.failed':
    case 'worktree.removed':
      return foldWorktree(view, event)
    case 'run.requested':
    case 'run.started':
    case 'run.identified':
    case 'run.commands-told':
    case 'run.context-measured':
    case 'run.stop-requested':
    case 'run.stalled':
    case 'run.revived':
    case 'run.exited':
    case 'run.lost':
      return foldRun(view, event)
    case 'turn.queued':
    case 'turn.started':
    case 'turn.completed':
    case 'turn.failed':
    case 'turn.interrupted':
      return foldTurn(view, event)
    case 'item.started':
    case 'item.completed':
      return foldItem(view, event.data.item)
    case 'item.stop-requested':
      return { ...view, stopsAsked: [...view.stopsAsked, event.data.itemId] }
    case 'approval.requested':
    case 'approval.answered':
    case 'approval.expired':
      return foldApproval(view, event)
    case 'rule.made':
    case 'rule.removed':
      return foldRule(view, event)
    default:
      return aroundTurns(view, event)
  }
}

type AroundTurns = Extract<
  ThreadEvent,
  { type: `${'checkpoint' | 'rewind' | 'fork' | 'import' | 'budget' | 'preparation'}.${string}` }
>

function aroundTurns(view: ThreadView, event: AroundTurns): ThreadView {
  switch (event.type) {
    case 'checkpoint.captured':
    case 'checkpoint.failed':
    case 'checkpoint.lines-read':
      return foldCheckpoint(view, event)
    case 'rewind.requested':
    case 'rewind.completed':
    case 'rewind.failed':
      return foldRewind(view, event)
    case 'budget.set':
      return { ...view, budgetUsd: event.data.usd }
    case 'budget.reached':
      return { ...view, budgetStop: { ...event.data, at: event.at } }
    case 'budget.lifted':
      return { ...view, budgetStop: null }
    case 'fork.begun':
    case 'import.begun':
      return { ...view, ...event.data }
    case 'preparation.begun':
    case 'preparation.refused':
    case 'preparation.carried':
    case 'preparation.ports-given':
    case 'preparation.command-started':
    case 'preparation.command-ended':
    case 'preparation.command-retried':
    case 'preparation.command-skipped':
    case 'preparation.torn-down':
      return foldPreparation(view, event)
    default:
      return unknownType(view, event)
  }
}

/** About the thread as a whole: its name, its choices, its owner's marks. */
type OwnEvent = Exclude<
  Extract<ThreadEvent, { type: `thread.${string}` }>,
  { type: 'thread.created' }
>

function foldThread(view: ThreadView, event: OwnEvent): ThreadView {
  switch (event.type) {
    case 'thread.renamed':
      return { ...view, title: event.data.title, titleWanted: false }
    case 'thread.model-chosen':
      return { ...view, model: event.data.model }
    case 'thread.effort-chosen':
      return { ...view, effort: event.data.effort }
    case 'thread.permission-mode-chosen':
      return modeChosen(view, event)
    case 'thread.project-moved':
      return projectMoved(view, event.data.projectPath)
    case 'thread.archived':
      return { ...view, archived: true, resumeAt: null }
    case 'thread.restored':
      return back(view)
    case 'thread.deleted':
      return { ...view, deleted: true, resumeAt: null }
    case 'thread.seen':
    case 'thread.unread-marked':
      return view
    case 'thread.resume-planned':
      return { ...view, resumeAt: event.data.at }
    case 'thread.resume-unplanned':
      return { ...view, resumeAt: null }
    case 'thread.pinned':
    case 'thread.unpinned':
      return { ...view, pinned: event.type === 'thread.pinned' }
    case 'thread.muted':
    case 'thread.unmuted':
      return { ...view, muted: event.type === 'thread.muted' }
    default:
      return assertNever(event)
  }
}

function back(view: ThreadView): ThreadView {
  return { ...view, archived: false, deleted: false, preparation: restored(view.preparation) }
}

function modeChosen(
  view: ThreadView,
  { actor, data }: Extract<OwnEvent, { type: 'thread.permission-mode-chosen' }>,
): ThreadView {
  const modeBeforePlan = actor.kind === 'agent' ? view.permissionMode : null
  return { ...view, permissionMode: data.permissionMode, modeBeforePlan }
}

function projectMoved(view: ThreadView, projectPath: string): ThreadView {
  const run = view.mode === 'local' ? forgetful(view.run) : view.run
  return { ...view, projectPath, run }
}

/** A newer server may send types that this browser does not know. */
function unknownType(view: ThreadView, event: never): ThreadView {
  void event
  return view
}

type WorktreeEvent = Extract<ThreadEvent, { type: `worktree.${string}` }>

function foldWorktree(view: ThreadView, event: WorktreeEvent): ThreadView {
  if (event.type === 'worktree.requested') {
    const { path, branch, base, files = view.worktree?.files ?? null } = event.data
    // One that is made again began where the first one did.
    const commit = view.worktree?.commit ?? null
    const state = 'requested' as const
    const { adopted = view.worktree?.adopted } = event.data
    const made = { state, path, branch, base, files, commit, problem: null }
    return { ...view, worktree: adopted ? { ...made, adopted } : made }
  }
  const state = view.worktree && next('worktree', view.worktree.state, event.type)
  if (!view.worktree || !state) return view
  const worktree = { ...view.worktree, state }
  switch (event.type) {
    case 'worktree.ready': {
      const run = event.data.path === worktree.path ? view.run : forgetful(view.run)
      return { ...view, run, worktree: { ...worktree, ...event.data, problem: null } }
    }
    case 'worktree.failed':
      return { ...view, worktree: { ...worktree, problem: event.data.problem } }
    case 'worktree.removed':
      return { ...view, worktree: { ...worktree, problem: event.data.problem ?? null } }
    default:
      return assertNever(event)
  }
}
