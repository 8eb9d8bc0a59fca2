// Taking an update back: what stands in the files is kept first, and stands in the list of what can be had back.
import { Problem } from '@a-parallel/contract/model'
import type { Kept } from '@a-parallel/shared'
import { openCheckout } from '../../git/changes/checkout.ts'
import type { Git } from '../../git/core.ts'
import { keepFiles } from '../../git/kept/keep.ts'
import { look } from '../../git/kept/places.ts'
import { commitOf } from '../../git/publish/bases.ts'
import { openPlace, type Run } from '../../git/publish/place.ts'
import { readStanding } from '../../git/publish/standing.ts'
import { readBeginning } from '../../git/publish/update/beginning.ts'
import { forgetBefore, keptBefore, type KeptBefore } from '../../git/publish/update/kept.ts'
import { isMadeBy } from '../../git/publish/update/steps.ts'
import { abortUpdate, type AbortOutcome } from '../../git/publish/update/update.ts'
import type { Runner } from '../../port.ts'
import type { FinishWish } from '../../publish-port.ts'
import { checkoutOf, few, named, type PublishAsk } from './open.ts'
import { endOf, printed } from './printed.ts'
import { setFilesBack } from './set-back.ts'

/** Everything as it was, also what git does not put back by itself; what stands there now is kept. */
export async function abort(
  git: Git,
  checkpoints: Runner['checkpoints'],
  ask: PublishAsk & FinishWish,
) {
  const run = await openPlace(git, ask)
  const before = await keptBefore(git, ask)
  const isOurs = before !== null && (await isFor(run, before))
  const began =
    isOurs && (await isMadeBy(run, await commitOf(run, 'HEAD'), before)) ? before.head : null
  const { name, keepAborted } = aborting(checkpoints, ask)
  const went: { kept: Kept | null } = { kept: null }
  const keep = async () => {
    await keepAborted()
    went.kept = await keepWritten(git, run, ask, began ?? 'HEAD')
  }
  const outcome = await abortUpdate(git, ask, keep, began)
  if (outcome.kind === 'nothing') throw nothingUnderWay()
  if (outcome.kind === 'refused') throw refused(outcome)
  const { head } = await readStanding(run)
  if (isOurs && before.head === head) await setFilesBack(checkpoints, run, ask, { name, before })
  if (before) await forgetBefore(git, ask)
  return { kind: 'aborted' as const, head: head ?? '', ...went }
}

/** Whether it was kept for the operation that is under way. A server may die before it writes down which one that is. */
export async function isFor(run: Run, { stamp, takes }: KeptBefore): Promise<boolean> {
  const { gitDir, operation } = await readStanding(run)
  const begun = await readBeginning(gitDir, operation)
  return (
    begun !== null &&
    (stamp === null ? takes.some(({ commit }) => commit === begun.commit) : begun.stamp === stamp)
  )
}

/** What somebody wrote, and not what git itself brought in from the other side. */
async function keepWritten(
  git: Git,
  run: Run,
  ask: PublishAsk & FinishWish,
  to: string,
): Promise<Kept | null> {
  const { staged, unstaged, conflicted, untracked } = await readStanding(run)
  const written = [...unstaged, ...conflicted, ...untracked.filter((path) => !path.endsWith('/'))]
  const [own, covered] = [await stagedOtherwise(run, staged), await inTheWay(run, ask.path, to)]
  const paths = [...new Set([...written, ...own, ...covered])]
  if (paths.length === 0) return null
  const { id, owner, threadId } = ask
  const what = { id, owner, threadId, why: 'abort' as const, paths, now: Date.now() }
  return (await keepFiles(await openCheckout(git, ask), what)).kept
}

/** Staged files that are not as the commit has them that is taken in. */
async function stagedOtherwise(run: Run, staged: readonly string[]): Promise<string[]> {
  if (staged.length === 0) return []
  for (const taken of ['MERGE_HEAD', 'REBASE_HEAD', 'CHERRY_PICK_HEAD', 'REVERT_HEAD']) {
    const args = ['diff-index', '--cached', '-z', '--name-only', '--no-renames', taken, '--']
    const { code, text } = await run(args, 'staged-otherwise', {
      access: 'read',
      successExitCodes: [0, 128],
    })
    if (code !== 0) continue
    const other = new Set(text.split('\0'))
    return staged.filter((path) => other.has(path))
  }
  return [...staged]
}

/** Files, ignored ones too, where git would write as it goes back to a commit: they are gone from its index. */
export async function inTheWay(run: Run, root: string, to: string): Promise<string[]> {
  const gone = ['--cached', '-z', '--name-only', '--no-renames', '--diff-filter=D']
  const { text } = await run(['diff-index', ...gone, to, '--'], 'abort-in-the-way', {
    access: 'read',
    // There is no commit yet.
    successExitCodes: [0, 128],
  })
  const paths = text.split('\0').filter((path) => path !== '')
  const seen = await Promise.all(paths.map((path) => look(root, path)))
  return paths.filter((_, at) => seen[at] !== null && seen[at] !== 'folder')
}

function refused({
  operation,
  paths,
  output,
}: Extract<AbortOutcome, { kind: 'refused' }>): Problem {
  const why = endOf(output)
  const values = { operation, ...printed(output), ...named(paths) }
  if (paths.length > 0) {
    const next = 'Stage it or revert it in the changes, or move it away, and abort again.'
    const detail = `Git would write over ${few(paths)}, and took nothing back. ${next}`
    return new Problem('abort_refused', detail, values)
  }
  const next = `What you wrote is kept. Finish the ${operation}, or end it in a terminal: git ${operation} --quit`
  return new Problem('abort_refused', `Git took nothing back: ${why}\n\n${next}`, values)
}

/** Of the operation that is under way. */
export async function stampIn(run: Run): Promise<string> {
  const { gitDir, operation } = await readStanding(run)
  return (await readBeginning(gitDir, operation))?.stamp ?? ''
}

/** Where what stands in a checkout is kept before git takes it away, with what a restore of the same name keeps after. */
export function aborting(checkpoints: Runner['checkpoints'], ask: PublishAsk) {
  const name = `update/aborted/${crypto.randomUUID()}`
  const keepAborted = async () => {
    await checkpoints.capture({ ...checkoutOf(ask), name: `${name}/present` })
  }
  return { name, keepAborted }
}

export function nothingUnderWay(): Problem {
  return new Problem('nothing_under_way', 'No update is under way here any more.')
}
