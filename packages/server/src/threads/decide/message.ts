// What a person says, and what becomes of it while it waits: other words, another place, sooner, not at all. Once the
// agent has it, it stays said.
import {
  activeTurn,
  findItem,
  hasRun,
  Problem,
  queuedTurns,
  userMessageId,
} from '@a-parallel/contract/model'
import type { Delivery, Fact, MessageImage, ThreadView, Turn, TurnId } from '@a-parallel/shared'
import type { ChangeMessage, Command } from '../command.ts'

type Say = Extract<Command, { type: 'say' }>
type Withdraw = Extract<Command, { type: 'withdraw' }>

export function decideMessage(view: ThreadView, command: Say | ChangeMessage | Withdraw): Fact[] {
  if (command.type === 'say') return said(view, command)
  return command.type === 'withdraw' ? withdrawn(view, command.turnId) : changed(view, command)
}

function said(view: ThreadView, { turnId, text, images, delivery = 'queue' }: Say): Fact[] {
  // Also one that was taken back meanwhile: it must not come again with a request that is sent again.
  if (isKnown(view, turnId)) return []
  refuseArchived(view)
  return [queued({ turnId, text, images }), ...delivered(view, turnId, delivery)]
}

type Said = { turnId: TurnId; text: string; images?: MessageImage[] | undefined }

/** A person's message takes its place. */
export function queued({ turnId, text, images = [] }: Said): Fact {
  const carried = images.length > 0 ? { images } : {}
  return { type: 'turn.queued', data: { turnId, origin: 'person', text, ...carried } }
}

export function sameImages(some: MessageImage[] = [], others: MessageImage[] = []): boolean {
  return some.map(({ id }) => id).join() === others.map(({ id }) => id).join()
}

function changed(view: ThreadView, command: ChangeMessage): Fact[] {
  const turn = waiting(view, command.turnId)
  const { turnId, text = turn.text, images = turn.images, before, delivery } = command
  refuseArchived(view)
  const facts: Fact[] = []
  if (text.trim() === '' && !images?.length) throw new Problem('invalid_input', 'Say something.')
  const other = !sameImages(images, turn.images)
  if (other || text !== turn.text)
    facts.push({ type: 'turn.reworded', data: { turnId, text, ...(other && { images }) } })
  if (before !== undefined && before !== turnId) {
    if (before !== null) waiting(view, before)
    facts.push({ type: 'turn.moved', data: { turnId, before } })
  }
  if (delivery === undefined) return facts
  if (turn.held) facts.push({ type: 'turn.released', data: { turnId } })
  return [...facts, ...delivered(view, turnId, delivery)]
}

function withdrawn(view: ThreadView, turnId: TurnId): Fact[] {
  if (view.withdrawn.includes(turnId)) return []
  waiting(view, turnId)
  return [{ type: 'turn.withdrawn', data: { turnId } }]
}

/** Nothing that waits is begun, and none of what a person wrote is lost. */
export function holdAll(view: ThreadView): Fact[] {
  return queuedTurns(view).map(({ id: turnId, origin }) =>
    origin === 'person'
      ? { type: 'turn.held', data: { turnId } }
      : {
          type: 'turn.interrupted',
          data: { turnId, usage: null, resultId: null, reason: 'stopped' },
        },
  )
}

/** Lets go of all that is held. */
export function releaseAll(view: ThreadView): Fact[] {
  return view.turns
    .filter((turn) => turn.held)
    .map(({ id: turnId }) => ({ type: 'turn.released', data: { turnId } }))
}

function isKnown(view: ThreadView, turnId: TurnId): boolean {
  return (
    view.withdrawn.includes(turnId) ||
    view.turns.some((turn) => turn.id === turnId) ||
    findItem(view, userMessageId(turnId)) !== undefined
  )
}

/** The message, while it can still be changed. */
function waiting(view: ThreadView, turnId: TurnId): Turn {
  if (!isKnown(view, turnId)) throw new Problem('message_not_found')
  if (view.withdrawn.includes(turnId))
    throw new Problem('message_withdrawn', 'Write it again to send it.')
  const turn = view.turns.find(({ id }) => id === turnId)
  if (turn?.state !== 'queued' || turn.handed) {
    throw new Problem('message_taken', 'Send another message to correct it, or stop the thread.')
  }
  return turn
}

function delivered(view: ThreadView, turnId: TurnId, delivery: Delivery): Fact[] {
  const active = activeTurn(view)
  const speaks = view.run?.state === 'live' && !view.run.stopping && hasRun(view)
  if (delivery === 'queue' || !active || !speaks) return []
  if (delivery === 'into-turn') return [{ type: 'turn.handed', data: { turnId } }]
  const first = view.turns.find(({ state, id }) => state === 'queued' && id !== turnId)
  const facts: Fact[] = first ? [{ type: 'turn.moved', data: { turnId, before: first.id } }] : []
  if (!active.interrupting)
    facts.push({ type: 'turn.interrupt-requested', data: { turnId: active.id } })
  return facts
}

function refuseArchived(view: ThreadView): void {
  if (view.archived)
    throw new Problem('thread_archived', 'Restore the thread before you write to it.')
}
