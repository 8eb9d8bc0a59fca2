// Whether git is in the middle of something with a branch. The checkout's HEAD is on a commit then, so git does not tell it
// as checked out; yet it ends by setting the branch.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ifThere, readText } from './if-there.ts'

const names = [
  'rebase-merge/head-name',
  // Others that it takes along, with `--update-refs`: one on a line, beside names of commits.
  'rebase-merge/update-refs',
  'rebase-apply/head-name',
  'BISECT_START',
]

/** In any checkout of the repository. */
export async function isUnderWay(commonDir: string, branch: string): Promise<boolean> {
  const folder = join(commonDir, 'worktrees')
  const entries = (await ifThere(readdir(folder))) ?? []
  for (const gitDir of [commonDir, ...entries.map((entry) => join(folder, entry))])
    for (const name of names) {
      const said = (await readText(join(gitDir, name)))?.split('\n') ?? []
      if (said.includes(branch) || said.includes(`refs/heads/${branch}`)) return true
    }
  return false
}
