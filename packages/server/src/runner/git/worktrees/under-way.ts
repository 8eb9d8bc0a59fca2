// Whether git is in the middle of something with a branch. The checkout's HEAD is on a commit then, so git does not tell it
// as checked out; yet it ends by setting the branch.
import { readdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
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
  return (await underWayAt(commonDir, branch)).length > 0
}

/** The top folders of the checkouts in which it is, also of such as are gone. */
export async function underWayAt(commonDir: string, branch: string): Promise<string[]> {
  const folder = join(commonDir, 'worktrees')
  const entries = (await ifThere(readdir(folder))) ?? []
  const found: string[] = []
  for (const gitDir of [commonDir, ...entries.map((entry) => join(folder, entry))])
    for (const name of names) {
      const said = (await readText(join(gitDir, name)))?.split('\n') ?? []
      if (!said.includes(branch) && !said.includes(`refs/heads/${branch}`)) continue
      // Only what belongs to a worktree says where that is.
      const pointer = await readText(join(gitDir, 'gitdir'))
      found.push(dirname(pointer === null ? gitDir : resolve(gitDir, pointer.trimEnd())))
      break
    }
  return found
}
