// A thread that begins as a copy of another one up to a turn, and its event.
import { z } from 'zod'
import { ThreadId, TurnId } from '../ids.ts'
import { Item } from '../item.ts'
import { Turn } from '../turn.ts'
import { Checkpoint } from './checkpoint.ts'
import { ContinueAt } from './rewind.ts'

/** Where a fork comes from. The title as it was then: the other thread may be gone. */
export const ForkOrigin = z.object({ threadId: ThreadId, turnId: TurnId, title: z.string() })
export type ForkOrigin = z.infer<typeof ForkOrigin>

export const forkEvents = [
  /** What the fork has in common with its origin. */
  z.object({
    type: z.literal('fork.begun'),
    data: z.object({
      origin: ForkOrigin,
      turns: z.array(Turn),
      items: z.array(Item),
      checkpoints: z.array(Checkpoint),
      continueAt: ContinueAt,
    }),
  }),
] as const
