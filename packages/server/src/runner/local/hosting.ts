// What hosting asks of this machine: where branches are pushed, what they offer, and the GitHub CLI's sign-in.
import { Problem } from '@a-parallel/contract/model'
import type { Git } from '../git/core.ts'
import { GitError } from '../git/error.ts'
import { branchAtRemote } from '../git/remotes/branch-remote.ts'
import { offeredCommits, remoteBranches } from '../git/remotes/offered.ts'
import { readTemplate } from '../git/remotes/template.ts'
import { ghToken } from '../machine/gh-login.ts'
import type { Runner } from '../port.ts'

export function localHosting(git: Git, env: NodeJS.ProcessEnv): Runner['hosting'] {
  return {
    ghToken: (host) => ghToken(env, host),
    remote: ({ path, branch, base }) =>
      inFolder(path, () => branchAtRemote(git, { cwd: path, branch, base })),
    offered: ({ path, branch, base, usual, remote }) =>
      inFolder(path, async () => {
        const [commits, bases, template] = await Promise.all([
          offeredCommits(git, { cwd: path, branch, base, remote }),
          remoteBranches(git, path, remote),
          readTemplate(git, { cwd: path, remote, branches: [usual, base] }),
        ])
        return { commits, bases, template }
      }),
  }
}

async function inFolder<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (!(cause instanceof GitError)) throw cause
    if (cause.code === 'missing-cwd' || cause.code === 'not-a-repository')
      throw new Problem('worktree_missing', `The folder ${path} is gone.`, { path }, { cause })
    throw new Problem('git_failed', cause.message, {}, { cause })
  }
}
