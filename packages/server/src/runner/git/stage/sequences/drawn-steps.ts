// What a person may do with the changes of a checkout, drawn: stage, unstage and revert files, hunks and lines, and bring back
// what was reverted. For tests.
import { Problem } from '@a-parallel/contract/model'
import type { ChangedFile, Kept } from '@a-parallel/shared'
import fc from 'fast-check'
import type { FilePick } from '../../../review-port.ts'
import type { StageRig } from '../stage-rig.ts'
import { write, type Write } from './drawn-writes.ts'

export type Step =
  | {
      act: 'stage' | 'unstage' | 'revert'
      part: 'file' | 'hunk' | 'line'
      files: number[]
      at: number
    }
  | { act: 'restore'; at: number }
  | { act: 'write'; write: Write }

const at = fc.nat({ max: 999 })

export const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      act: fc.constantFrom('stage' as const, 'unstage' as const, 'revert' as const),
      part: fc.constantFrom('file' as const, 'hunk' as const, 'line' as const),
      files: fc.oneof(
        { weight: 4, arbitrary: fc.array(at, { minLength: 1, maxLength: 1 }) },
        { weight: 1, arbitrary: fc.array(at, { minLength: 2, maxLength: 6 }) },
      ),
      at,
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('restore' as const), at }) },
  { weight: 4, arbitrary: fc.record({ act: fc.constant('write' as const), write }) },
)

export type Act = Exclude<Step, { act: 'write' }>

export interface Done {
  /** As they were listed. */
  files: ChangedFile[]
  /** Whether only a part of the first file was meant. */
  isPart: boolean
  /** What was brought back. */
  from: Kept | null
  /** What was thrown away for it. */
  kept: Kept | null
  /** Why it was not done. */
  refused: Problem | null
}

/** Null: there is nothing to do it with. */
export async function perform(rig: StageRig, step: Act): Promise<Done | null> {
  if (step.act === 'restore') {
    const all = await rig.kept()
    const from = all[step.at % Math.max(1, all.length)]
    if (!from) return null
    const told = { files: [], isPart: false, from }
    return asDone(told, () => rig.restore(from))
  }
  const scope = step.act === 'unstage' ? 'staged' : 'unstaged'
  const { files: found } = await rig.list(scope)
  const files = [...new Set(step.files.map((file) => found[file % Math.max(1, found.length)]))]
    .flatMap((file) => file ?? [])
    .slice(0, step.part === 'file' ? 6 : 1)
  const [first] = files
  if (!first) return null
  const hunks = step.part === 'file' ? undefined : await picksOf(rig, scope, first, step)
  const picks = files.map((file): FilePick => {
    const { path, version, from } = file
    return { path, version, ...(from !== null && { from }), ...(hunks && { hunks }) }
  })
  const told = { files, isPart: hunks !== undefined, from: null }
  const ask = { ...rig.ask, ...rig.keeping(), files: picks }
  const { act } = step
  return asDone(told, async () => {
    if (act === 'revert') return (await rig.review.revert(ask)).kept
    await rig.review.stage({ ...ask, action: act })
    return null
  })
}

async function asDone(
  told: Omit<Done, 'kept' | 'refused'>,
  work: () => Promise<Kept | null>,
): Promise<Done> {
  try {
    return { ...told, kept: await work(), refused: null }
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause
    return { ...told, kept: null, refused: cause }
  }
}

/** Undefined where it has no lines. */
async function picksOf(
  rig: StageRig,
  scope: 'staged' | 'unstaged',
  { path, from }: ChangedFile,
  { part, at }: { part: string; at: number },
): Promise<FilePick['hunks']> {
  const { hunks, file } = await rig.diff(scope, path, from === null ? {} : { from })
  const hunk = at % Math.max(1, hunks.length)
  const found = hunks[hunk]
  if (!found || file.form !== 'text' || file.kind === 'type-changed') return undefined
  if (part === 'hunk') return [{ hunk }]
  const changed = found.lines.flatMap((each, place) => (/^[-+]/.test(each) ? [place] : []))
  const first = (at >> 2) % Math.max(1, changed.length)
  return [{ hunk, lines: changed.slice(first, first + 1 + (at % 2)) }]
}
