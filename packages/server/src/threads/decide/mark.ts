// The owner's own marks on a thread: seen, unread, pinned, muted, to go on by itself. None of them changes what its agent
// does now.
import {
  asksPerson,
  assertNever,
  attentionOf,
  atWork,
  parkedUntil,
  Problem,
  threadStatus,
} from '@a-parallel/contract/model'
import type { Fact, ThreadView } from '@a-parallel/shared'
import type { Command } from '../command.ts'

type Mark = Extract<Command, { type: 'see' | 'mark-unread' | 'pin' | 'mute' | 'plan-resume' }>

export function decideMark(view: ThreadView, command: Mark): Fact[] {
  switch (command.type) {
    case 'see':
      return seen(view, command.upTo)
    case 'mark-unread':
      return unread(view)
    case 'plan-resume':
      return resumePlanned(view, command.planned)
    case 'pin': {
      const { pinned } = command
      if (view.pinned === pinned) return []
      return [{ type: pinned ? 'thread.pinned' : 'thread.unpinned', data: {} }]
    }
    case 'mute': {
      const { muted } = command
      if (view.muted === muted) return []
      return [{ type: muted ? 'thread.muted' : 'thread.unmuted', data: {} }]
    }
    default:
      return assertNever(command)
  }
}

/** A request stays until it is answered; and what came after the person looked was not seen. */
function seen(view: ThreadView, upTo: number): Fact[] {
  const attention = attentionOf(view)
  if (attention === null || asksPerson(attention) || attention.seq > upTo) return []
  return [{ type: 'thread.seen', data: { upTo } }]
}

function unread(view: ThreadView): Fact[] {
  if (view.archived) throw new Problem('thread_archived', 'Restore the thread first.')
  if (atWork(view)) throw new Problem('thread_busy', 'It will be unread once its work is done.')
  return attentionOf(view) === null ? [{ type: 'thread.unread-marked', data: {} }] : []
}

/** The vendor counts in whole seconds: asked at the very one, it may refuse again. */
const afterResetMs = 1_000

function resumePlanned(view: ThreadView, planned: boolean): Fact[] {
  if (!planned) return view.resumeAt === null ? [] : [{ type: 'thread.resume-unplanned', data: {} }]
  if (view.archived) throw new Problem('thread_archived', 'Restore the thread first.')
  const until = parkedUntil(view)
  if (until === null) {
    const detail = `The thread is ${threadStatus(view)}, and waits for no usage limit.`
    throw new Problem('nothing_to_resume', detail)
  }
  const at = new Date(Date.parse(until) + afterResetMs).toISOString()
  return view.resumeAt === at ? [] : [{ type: 'thread.resume-planned', data: { at } }]
}
