// What became of the message that carried a comment to the agent. Pure.
import { userMessageId } from '@a-parallel/contract/model'
import type { ThreadView, TurnId } from '@a-parallel/shared'

/**
 * `over`: the turn that heard it has ended, be it one of its own or one that it joined. `unsaid`: it was withdrawn before it
 * was heard, or taken back by going back, so that the agent knows nothing of it. `waits` also where the page does not know
 * it yet.
 */
export type Heard = 'waits' | 'over' | 'unsaid'

type Said = Pick<ThreadView, 'turns' | 'items' | 'withdrawn' | 'rewinds'>

/** @param sent the message, which is also the id of the turn that it was to begin. */
export function heardOf({ turns, items, withdrawn, rewinds }: Said, sent: string): Heard {
  const itemId = userMessageId(sent as TurnId) // The server took it as one.
  const isIt = ({ id }: { id: string }) => id === itemId
  const into = items.find(isIt)?.turnId ?? sent
  const turn = turns.find(({ id }) => id === into)
  if (turn) return turn.endedAt === null ? 'waits' : 'over'
  const isGone =
    withdrawn.some((id) => id === sent) || rewinds.some(({ taken }) => taken?.items.some(isIt))
  return isGone ? 'unsaid' : 'waits'
}
