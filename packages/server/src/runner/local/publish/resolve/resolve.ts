// A conflict solved on this machine: outcomes of git as answers and Problems.
import { assertNever, Problem } from '@a-parallel/contract/model'
import { openCheckout, type Checkout } from '../../../git/changes/checkout.ts'
import type { Git } from '../../../git/core.ts'
import { openContents } from '../../../git/changes/content.ts'
import { readChanged } from '../../../git/changes/list.ts'
import { keepFiles } from '../../../git/kept/keep.ts'
import { openPlace } from '../../../git/publish/place.ts'
import { solve, type Solved } from '../../../git/publish/solve/solve.ts'
import { readStanding } from '../../../git/publish/standing.ts'
import { listConflicts } from '../../../git/publish/update/conflicts.ts'
import { filterUntrusted } from '../../../git/restrict/filtered.ts'
import { changedMeanwhile } from '../../../git/stage/picks.ts'
import type { Publishing, ResolveWish } from '../../../publish-port.ts'
import type { PublishAsk } from '../open.ts'

/** @throws Problem also `in_the_way` and `changed_meanwhile`, as `solve` does. */
export async function resolve(
  git: Git,
  ask: PublishAsk & ResolveWish,
): ReturnType<Publishing['resolve']> {
  const run = await openPlace(git, ask)
  const { operation } = await readStanding(run)
  const checkout = await openCheckout(git, ask)
  const { file: path, side } = ask
  if (!(await isSeen(checkout, ask))) throw changedMeanwhile(path)
  const keep = (paths: readonly string[]) =>
    keepFiles(checkout, { ...ask, why: 'update', paths, now: Date.now() })
  const solved = await solve(run, operation, { checkout, path, side, keep })
  if (solved.kind !== 'solved') throw unsolved(solved.kind, path)
  return { files: await listConflicts(run, operation), kept: solved.kept }
}

/** As one of the lists tells it that show files in conflict. */
async function isSeen(checkout: Checkout, { file, from, version, base }: ResolveWish) {
  if (version === undefined) return true
  const contents = openContents(() => Date.now())
  const paths = from === undefined ? [file] : [from, file]
  for (const scope of ['unstaged', 'uncommitted', 'branch'] as const) {
    const ask = { base, between: { scope }, most: Infinity, paths }
    const { changed } = await readChanged(checkout, contents, ask)
    if (changed.some(({ file: now }) => now.path === file && now.version === version)) return true
  }
  return false
}

function unsolved(kind: Exclude<Solved['kind'], 'solved'>, path: string): Problem {
  switch (kind) {
    case 'not-in-conflict':
      return new Problem('not_in_conflict', `${path} is in no conflict any more.`)
    case 'marks-left':
      return new Problem(
        'conflict_marks_left',
        `${path} still holds lines that begin with <<<<<<< or >>>>>>>. Edit them away, or choose a side.`,
      )
    case 'no-marks':
      return new Problem(
        'conflict_unmarked',
        `${path} holds no places that are marked. Choose a side, or edit it.`,
      )
    case 'filtered':
      return filterUntrusted(path)
    default:
      return assertNever(kind)
  }
}
