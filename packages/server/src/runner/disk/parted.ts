// Where a branch that somebody else made began.
import type { Git } from '../git/core.ts'

export interface PartedAsk {
  repository: string
  branch: string
  base: string
}

/** Their newest common commit; where there is none: the branch's own. */
export async function partedAt(git: Git, { repository, branch, base }: PartedAsk): Promise<string> {
  const ref = `refs/heads/${branch}`
  const call = { cwd: repository, successExitCodes: [0, 1, 128] }
  const { text } = await git(['merge-base', ref, base], { ...call, name: 'parted-at' })
  if (text.trim() !== '') return text.trim()
  const own = await git(['rev-parse', '--verify', `${ref}^{commit}`], {
    cwd: repository,
    name: 'branch-tip',
  })
  return own.text.trim()
}
