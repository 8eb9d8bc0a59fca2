// What is wished of turns that are over: that their files are kept, that one of them is gone back to.
import { assertNever } from '@a-parallel/contract/model'
import type { Fact, Instant, ThreadView } from '@a-parallel/shared'
import type { Command } from '../../command.ts'
import type { Standing } from '../../record/policy.ts'
import { decideLift, decideSetBudget } from './budget.ts'
import { decideCheckpoint, decideLinesRead } from './checkpoint.ts'
import { decideRewind, decideRewindOutcome, decideUndo } from './rewind.ts'

type AroundTurns = Extract<
  Command,
  {
    type:
      | 'checkpoint'
      | 'lines-read'
      | 'rewind'
      | 'undo-rewind'
      | 'rewind-outcome'
      | 'set-budget'
      | 'lift-budget'
  }
>

export function decideAroundTurns(
  view: ThreadView,
  command: AroundTurns,
  now: Instant,
  standing: Standing,
): Fact[] {
  switch (command.type) {
    case 'checkpoint':
      return decideCheckpoint(view, command)
    case 'lines-read':
      return decideLinesRead(view, command)
    case 'rewind':
      return decideRewind(view, command)
    case 'undo-rewind':
      return decideUndo(view, command)
    case 'rewind-outcome':
      return decideRewindOutcome(view, command, now)
    case 'set-budget':
      return decideSetBudget(view, command)
    case 'lift-budget':
      return decideLift(view, command, now, standing)
    default:
      return assertNever(command)
  }
}
