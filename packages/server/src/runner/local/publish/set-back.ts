// The files of a checkout as they were before an update, once the branch and git's index are back there.
import type { Run } from '../../git/publish/place.ts'
import { readStanding } from '../../git/publish/standing.ts'
import type { KeptBefore } from '../../git/publish/update/kept.ts'
import type { Runner } from '../../port.ts'
import { checkoutOf, type PublishAsk } from './open.ts'

/** @param name as what is kept of the files that are there. */
export async function setFilesBack(
  checkpoints: Runner['checkpoints'],
  run: Run,
  ask: PublishAsk,
  { name, before }: { name: string; before: KeptBefore },
): Promise<void> {
  const { left } = await checkpoints.restore({ ...checkoutOf(ask), name, to: before.commit })
  await settle(run, before, left)
}

/** Git takes a file for changed that is not as large as what it wrote there, though it would hold the same of it. */
async function settle(
  run: Run,
  { head, commit }: KeptBefore,
  left: readonly string[],
): Promise<void> {
  const { unstaged } = await readStanding(run)
  if (unstaged.length === 0) return
  const args = ['diff-tree', '-r', '-z', '--name-only', '--no-renames', head, commit]
  const { text } = await run(args, 'changed-before-update', { access: 'read' })
  const other = new Set([...text.split('\0'), ...left])
  const same = unstaged.filter((path) => !other.has(path))
  const stdin = same.map((path) => `${path}\0`).join('')
  await run(['update-index', '-z', '--stdin'], 'settle-index', { stdin })
}
