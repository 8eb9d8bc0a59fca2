// What a revised plan changed: block by block, and word by word where a block says nearly the same. Pure.
import { commonPairs, wordPieces, type Pair, type Piece } from '../../../ui/text/word-pieces.ts'
import type { PlanBlock } from './blocks.ts'

/** `at` is the place of the block in the plan as it is now. */
export type Change =
  | { kind: 'same' | 'added'; block: PlanBlock; at: number }
  | { kind: 'changed'; block: PlanBlock; at: number; pieces: readonly Piece[] }
  | { kind: 'removed'; block: PlanBlock }

/** Below this share of common words a block is another one, not the same one changed. */
const kin = 0.4
/** Beyond so many comparisons of words a block counts as new. */
const mostComparisons = 1_000_000

/** Both plans as one list, in the order of the new one; what went away stands where it was. */
export function planChanges(before: readonly PlanBlock[], after: readonly PlanBlock[]): Change[] {
  const changes: Change[] = []
  const end: Pair = [before.length, after.length]
  let [from, to]: Pair = [0, 0]
  for (const [oldAt, newAt] of [...commonPairs(before, after, saysSame), end]) {
    changes.push(...gap(before.slice(from, oldAt), after.slice(to, newAt), to))
    const block = after[newAt]
    if (block) changes.push({ kind: 'same', block, at: newAt })
    from = oldAt + 1
    to = newAt + 1
  }
  return changes
}

/** What stands between two blocks that stayed: pairs that are akin, in order, and what is left over on either side. */
function gap(before: readonly PlanBlock[], after: readonly PlanBlock[], start: number): Change[] {
  const changes: Change[] = []
  let from = 0
  for (const [index, block] of after.entries()) {
    const at = start + index
    const old = before.findIndex((one, place) => place >= from && akin(one, block))
    const known = before[old]
    if (known) {
      changes.push(...before.slice(from, old).map(gone))
      changes.push({ kind: 'changed', block, at, pieces: wordPieces(known.says, block.says) })
      from = old + 1
    } else changes.push({ kind: 'added', block, at })
  }
  return [...changes, ...before.slice(from).map(gone)]
}

const saysSame = (a: PlanBlock, b: PlanBlock): boolean => a.says === b.says

const gone = (block: PlanBlock): Change => ({ kind: 'removed', block })

function akin(before: PlanBlock, after: PlanBlock): boolean {
  const [a, b] = [lettersOf(before.says), lettersOf(after.says)]
  if (a.length * b.length > mostComparisons) return false
  const common = commonPairs(a, b, (x, y) => x === y).length
  return (2 * common) / Math.max(1, a.length + b.length) >= kin
}

const lettersOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
