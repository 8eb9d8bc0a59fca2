// What people may want of threads. Each finds only what is theirs, asks the machine what must be true, and hands the
// rest to the lane.
import { isProblemCode, lacksWorktree, Problem } from '@a-parallel/contract/model'
import type {
  Actor,
  CallRequest,
  Calls,
  ItemId,
  ProblemValue,
  ThreadId,
  TurnId,
} from '@a-parallel/shared'
import type { Images } from '../images/index.ts'
import type { ToolServers } from '../tool-servers/index.ts'
import type { Command } from './command.ts'
import { createCommand } from './create/command.ts'
import { continueWishes, type ContinuePorts } from './create/continue.ts'
import { spareWishes, type SpareWishPorts } from './create/spare.ts'
import { refuseBypass } from './decide/bypass.ts'
import type { Lane } from './lane.ts'
import { threadDeletion } from './put-away/deletion.ts'
import { refuseInArchived } from './project/archived.ts'
import type { LookAtWorktree } from './react/look.ts'

export interface WishPorts extends SpareWishPorts, Pick<ContinuePorts, 'sessions'> {
  lane: Lane
  look: LookAtWorktree
  images: Pick<Images, 'keep' | 'share'>
  toolServers: Pick<ToolServers, 'choose'>
  /** Whether agents' programs are asked for titles. */
  makeTitles: boolean
}

/** A worktree that somebody else made, on its branch; `commit`: where that parted from the base. */
export interface AdoptedWorktree {
  path: string
  branch: string
  base: string
  commit: string
}

type Body<C extends keyof Calls> = CallRequest<Calls[C]>['body']

/** Every function returns the thread's seq once the wish is written down. */
export function threadWishes(ports: WishPorts) {
  const { runner, newId, views, lane, look, images, project, bypassAllowed, makeTitles } = ports
  const creating = { runner, newId, makeTitles }
  return {
    ...threadMarks({ views, lane }),
    ...spareWishes(ports),
    ...continueWishes(ports),
    ...threadDeletion({ runner, views, lane, project }),
    ...callWishes({ views, lane }),
    ...threadMessages({ newId, views, lane, look, images, project }),
    async create(actor: Actor, body: Body<'createThread'>): Promise<{ id: ThreadId; seq: number }> {
      const found = project(actor, body.projectId)
      if (body.id !== undefined) ports.spares.look(body.id)
      const usual = ports.agentSettings(found.owner)
      const { id, command } = await createCommand({ ...creating, project: found, usual, body })
      refuseBypass(command.permissionMode, command.mode, () => bypassAllowed(actor))
      if (views.get(id)) views.own(actor, id)
      const carried = await images.keep(command.owner, id, body.images)
      refuseInArchived(project, command)
      // Before its agent begins, also one that waits for it: that is given its own when the thread takes it.
      if (!views.get(id)) ports.toolServers.choose(command.owner, id, body.toolServers ?? [])
      return { id, seq: lane.perform(id, { ...command, images: carried }, actor) }
    },
    /** Begins in a worktree that somebody else made; the caller has found out that one can work in it. */
    async adopt(
      actor: Actor,
      body: Body<'createThread'>,
      { path, branch, base, commit }: AdoptedWorktree,
    ): Promise<{ id: ThreadId; seq: number }> {
      const found = project(actor, body.projectId)
      const usual = ports.agentSettings(found.owner)
      const { id, command } = await createCommand({ ...creating, project: found, usual, body })
      refuseBypass(command.permissionMode, 'worktree', () => bypassAllowed(actor))
      if (views.get(id)) views.own(actor, id)
      refuseInArchived(project, command)
      const adopted = { worktree: { path, branch, base }, adoptedAt: commit }
      return { id, seq: lane.perform(id, { ...command, ...adopted }, actor) }
    },
    stop(actor: Actor, threadId: ThreadId): number {
      views.own(actor, threadId)
      return lane.perform(threadId, { type: 'stop' }, actor)
    },
    async resume(actor: Actor, threadId: ThreadId): Promise<number> {
      const before = views.own(actor, threadId)
      const problem = await look(threadId)
      // What a person has not been told of is not made good without asking.
      if (!lacksWorktree(before)) refuse(problem)
      refuseInArchived(project, before)
      const turnId = newId() as TurnId // newId gives UUIDs.
      return lane.perform(threadId, { type: 'resume', turnId }, actor)
    },
    change(actor: Actor, threadId: ThreadId, body: Body<'changeThread'>): number {
      const { seq } = views.own(actor, threadId)
      return changesOf(body).reduce((_, command) => lane.perform(threadId, command, actor), seq)
    },
  }
}

/** What a person says, and does to it while it waits. */
function threadMessages({
  newId,
  views,
  lane,
  look,
  images,
  project,
}: Pick<WishPorts, 'newId' | 'views' | 'lane' | 'look' | 'images' | 'project'>) {
  return {
    async say(
      actor: Actor,
      threadId: ThreadId,
      { id, text, delivery, images: asked }: Body<'sendMessage'>,
    ): Promise<{ id: TurnId; seq: number }> {
      const { owner, projectId } = views.own(actor, threadId)
      refuse(await look(threadId))
      const carried = await images.keep(owner, threadId, asked)
      refuseInArchived(project, { owner, projectId })
      const turnId = id ?? (newId() as TurnId) // newId gives UUIDs.
      const command = { type: 'say' as const, turnId, text, images: carried, delivery }
      return { id: turnId, seq: lane.perform(threadId, command, actor) }
    },
    async changeMessage(
      actor: Actor,
      threadId: ThreadId,
      turnId: TurnId,
      { images: asked, ...body }: Body<'changeMessage'>,
    ): Promise<number> {
      const { owner } = views.own(actor, threadId)
      const carried = asked && { images: await images.keep(owner, threadId, asked) }
      return lane.perform(threadId, { type: 'change-message', turnId, ...body, ...carried }, actor)
    },
    withdraw(actor: Actor, threadId: ThreadId, turnId: TurnId): number {
      views.own(actor, threadId)
      return lane.perform(threadId, { type: 'withdraw', turnId }, actor)
    },
  }
}

/** What a person marks a thread with; nobody else need be asked. */
function threadMarks({ views, lane }: Pick<WishPorts, 'views' | 'lane'>) {
  return {
    see(actor: Actor, threadId: ThreadId, upTo: number): number {
      views.own(actor, threadId)
      return lane.perform(threadId, { type: 'see', upTo }, actor)
    },
    markUnread(actor: Actor, threadId: ThreadId): number {
      views.own(actor, threadId)
      return lane.perform(threadId, { type: 'mark-unread' }, actor)
    },
  }
}

/** What people may want of a single call. */
function callWishes({ views, lane }: Pick<WishPorts, 'views' | 'lane'>) {
  return {
    stopCall(actor: Actor, threadId: ThreadId, itemId: ItemId): number {
      views.own(actor, threadId)
      return lane.perform(threadId, { type: 'stop-call', itemId }, actor)
    },
  }
}

function changesOf(body: Body<'changeThread'>): Command[] {
  const { title, model, permissionMode, archived, pinned, muted, resumeAtReset: planned } = body
  const commands: Command[] = []
  if (title !== undefined) commands.push({ type: 'rename', title })
  if (model !== undefined) commands.push({ type: 'choose-model', model })
  if (body.effort !== undefined) commands.push({ type: 'choose-effort', effort: body.effort })
  if (permissionMode !== undefined) {
    commands.push({ type: 'choose-permission-mode', permissionMode })
  }
  if (pinned !== undefined) commands.push({ type: 'pin', pinned })
  if (muted !== undefined) commands.push({ type: 'mute', muted })
  if (planned !== undefined) commands.push({ type: 'plan-resume', planned })
  if (body.budgetUsd !== undefined) commands.push({ type: 'set-budget', usd: body.budgetUsd })
  if (archived !== undefined) commands.push({ type: archived ? 'archive' : 'restore' })
  return commands
}

export function refuse(problem: ProblemValue | null): void {
  if (problem === null) return
  const code = isProblemCode(problem.code) ? problem.code : 'internal'
  throw new Problem(code, problem.detail, problem.values)
}
