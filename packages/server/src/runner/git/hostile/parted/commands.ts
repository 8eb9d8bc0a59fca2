// All that is run on a hostile repository whose branches have parted, in this order. For tests only.
import type { Place } from '../steps.ts'
import { answer, answered, reach } from './answering.ts'
import { beyond } from './beyond.ts'
import { bringingTogether, part, type Step } from './branches.ts'
import { arrangeTogether } from './groups.ts'
import { hardToKeep } from './kept.ts'
import { rare } from './rare.ts'
import { withToken } from './token.ts'

/** What is hostile comes to what was peaceful until then. */
export function arrangeParted(place: Place, group: readonly string[]): void {
  part(place)
  answer(place)
  arrangeTogether(place, group)
  reach(place)
}

export const partedCommands: readonly Step[] = [
  ...bringingTogether,
  ...answered,
  ...withToken,
  ...rare,
  ...hardToKeep,
  ...beyond,
]
