// What people may want of a thread's past: to see what going back would do, to go back, to undo it, and to fork from there.
import { canRewindTo, checkpointBefore, Problem } from '@a-parallel/contract/model'
import type {
  Actor,
  CallRequest,
  CallResult,
  Calls,
  Item,
  MessageImage,
  RewindId,
  ThreadId,
  TurnId,
} from '@a-parallel/shared'
import { forkCommand } from './create/fork.ts'
import { checkoutOf } from './react/checkpoints.ts'
import { refuse, type WishPorts } from './wishes.ts'

function imagesIn(items: readonly Item[]): MessageImage[] {
  return items.flatMap((item) => (item.kind === 'user-message' ? (item.images ?? []) : []))
}

type Body<C extends keyof Calls> = CallRequest<Calls[C]>['body']

/** So many files are named. */
const mostNamed = 500

type RewindPorts = Omit<
  WishPorts,
  'agentSettings' | 'bypassAllowed' | 'makeTitles' | 'spares' | 'skills' | 'sessions'
>

export function threadRewinds(ports: RewindPorts) {
  const { runner, newId, views, lane, look, project, images } = ports
  return {
    async previewRewind(
      actor: Actor,
      threadId: ThreadId,
      turnId: TurnId,
    ): Promise<CallResult<Calls['previewRewind']>> {
      const view = views.own(actor, threadId)
      const turn = view.turns.find(({ id }) => id === turnId)
      if (!turn || !canRewindTo(turn)) throw new Problem('turn_not_found')
      const to = checkpointBefore(view, turnId)?.commit
      if (!to) throw new Problem('checkpoint_missing')
      refuse(await look(threadId))
      const checkout = checkoutOf(views.own(actor, threadId))
      if (!checkout) throw new Problem('worktree_missing')
      const files = await runner.checkpoints.changes({ ...checkout, to })
      return { files: files.slice(0, mostNamed), total: files.length }
    },
    async fork(
      actor: Actor,
      threadId: ThreadId,
      body: Body<'forkThread'>,
    ): Promise<{ id: ThreadId; seq: number }> {
      const origin = views.own(actor, threadId)
      const ask = { runner, newId, project: project(actor, origin.projectId), origin, body }
      const { id, command } = await forkCommand(ask)
      if (views.get(id)) views.own(actor, id)
      await images.share(origin.owner, id, imagesIn(command.begun.items))
      return { id, seq: lane.perform(id, command, actor) }
    },
    async rewind(
      actor: Actor,
      threadId: ThreadId,
      { id, turnId, what, message }: Body<'rewindThread'>,
    ): Promise<{ id: RewindId; seq: number }> {
      const { owner } = views.own(actor, threadId)
      if (what !== 'conversation') refuse(await look(threadId))
      const rewindId = id ?? (newId() as RewindId) // newId gives UUIDs.
      const next = message && {
        turnId: message.id ?? (newId() as TurnId), // As above.
        text: message.text,
        images: await images.keep(owner, threadId, message.images),
      }
      const command = { type: 'rewind' as const, rewindId, turnId, what, message: next ?? null }
      return { id: rewindId, seq: lane.perform(threadId, command, actor) }
    },
    async undoRewind(
      actor: Actor,
      threadId: ThreadId,
      { id }: Body<'undoRewind'>,
    ): Promise<{ id: RewindId; seq: number }> {
      views.own(actor, threadId)
      refuse(await look(threadId))
      const rewindId = id ?? (newId() as RewindId) // As above.
      return { id: rewindId, seq: lane.perform(threadId, { type: 'undo-rewind', rewindId }, actor) }
    },
  }
}
