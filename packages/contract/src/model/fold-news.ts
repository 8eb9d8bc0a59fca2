// The part of the fold that concerns what the owner has not seen. Only the end of a turn that a person began is news:
// what an agent begins by itself behind it (a background command or subagent ended) rings no second time.
import type { News } from '../nouns/attention.ts'
import type { ThreadEvent } from '../nouns/event.ts'
import type { ThreadView } from '../nouns/thread-view.ts'
import { threadStatus } from './thread-status.ts'

export function newsAfter(before: ThreadView, after: ThreadView, event: ThreadEvent): News | null {
  const { news } = before
  const fresh = (kind: News['kind']): News => ({ kind, seq: event.seq, at: event.at })
  switch (event.type) {
    case 'thread.seen':
      return news !== null && news.seq <= event.data.upTo ? null : news
    case 'thread.unread-marked':
      return fresh(threadStatus(after) === 'failed' ? 'failed' : 'finished')
    case 'turn.queued':
      return null
    case 'turn.completed':
    case 'turn.failed': {
      const turn = after.turns.find(({ id }) => id === event.data.turnId)
      if (turn?.endedAt !== event.at) return news
      const failed = event.type === 'turn.failed'
      if (turn.origin === 'agent') return news && failed ? fresh('failed') : news
      return fresh(failed ? 'failed' : 'finished')
    }
    case 'worktree.failed':
    case 'worktree.removed':
      return threadStatus(after) === 'failed' && threadStatus(before) !== 'failed'
        ? fresh('failed')
        : news
    default:
      return news
  }
}
