// How far a branch is from what lies where it is pushed to, as far as that is known here. Asks no remote.
import type { Checkout } from '../changes/checkout.ts'
import type { Status } from '../changes/parse-status.ts'
import { nameThere, type Remote } from './chosen.ts'

/**
 * Git tells it of the upstream alone (`git status --branch`), which may be another branch than the one that is pushed to,
 * and of no address. Null: it was never seen there.
 */
export async function standingThere(
  { run }: Pick<Checkout, 'run'>,
  { branch, upstream }: Pick<Status, 'branch' | 'upstream'>,
  remote: Remote | null,
): Promise<Status['upstream']> {
  if (remote === null || branch === null) return upstream
  if (remote.seen !== remote.tracking) return upstream
  const name = nameThere(remote)
  const { code, text } = await run(
    [
      'rev-list',
      '--left-right',
      '--count',
      '--end-of-options',
      `refs/heads/${branch}...${remote.tracking}`,
    ],
    'standing-there',
    { successExitCodes: [0, 128] },
  )
  const [, ahead, behind] = /^(\d+)\t(\d+)/.exec(text) ?? []
  if (code !== 0 || behind === undefined) return null
  return { name, gone: false, ahead: Number(ahead), behind: Number(behind) }
}
