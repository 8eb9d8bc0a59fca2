// The repositories of this machine: what may become a project, and why something may not.
import { assertNever, Problem } from '@a-parallel/contract/model'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { listBranches } from '../git/branches.ts'
import type { Git } from '../git/core.ts'
import { inspectRepository, type Inspection } from '../git/repository.ts'
import { absolute } from '../machine/absolute.ts'
import { takeOverWorktrees } from '../git/worktrees/take-over.ts'
import type { Runner } from '../port.ts'
import { openWorktreeFolder } from './worktrees/folder.ts'

/** @param own our own data lies below it. */
export function localRepositories(git: Git, own: string): Runner['repositories'] {
  return {
    worktreeFolder: (path) => openWorktreeFolder(git, own, path),
    async open(path) {
      const place = absolute(path)
      const found = await inspectRepository(git, place)
      if (found.kind !== 'repository') throw refusal(found, place)
      return { path: found.root, defaultBranch: found.defaultBranch ?? found.head.branch ?? 'HEAD' }
    },
    async branches(path) {
      const branches = await listBranches(git, path)
      return branches.map((branch) => ({
        name: branch.name,
        kind: branch.remote === null ? 'local' : 'remote',
        current: branch.current,
        isDefault: branch.default,
        committedAt: new Date(branch.committedAt).toISOString(),
      }))
    },
    available: (path) => existsSync(join(path, '.git')),
    async takeOver({ path, worktrees }) {
      const outcome = await takeOverWorktrees(git, path, worktrees)
      if (outcome.kind === 'taken-over') return
      throw new Problem(
        'repository_differs',
        `${path} is another repository: ${outcome.detail}. Choose the folder that the project was moved to.`,
      )
    },
  }
}

function refusal(found: Exclude<Inspection, { kind: 'repository' }>, path: string): Problem {
  switch (found.kind) {
    case 'missing':
      return new Problem('path_missing', `There is no folder ${path}. Check the spelling.`)
    case 'not-a-directory':
      return new Problem('path_not_directory', `${path} is a file. Choose the folder it lies in.`)
    case 'unreadable':
      return new Problem('path_denied', `You may not read ${path}.`)
    case 'not-a-repository':
      return new Problem(
        'not_a_repository',
        `${path} is no git repository. Run git init in it, and commit once.`,
      )
    case 'bare':
      return new Problem(
        'repository_bare',
        `${path} is a bare repository. Clone it and add the clone.`,
      )
    case 'no-commits':
      return new Problem(
        'repository_empty',
        `${found.root} has no commit. Make one, then add it.`,
        {
          root: found.root,
        },
      )
    case 'inside':
      return new Problem(
        'repository_inside',
        `${path} lies inside ${found.root}. Add that folder.`,
        {
          root: found.root,
        },
      )
    case 'dubious-ownership':
      return new Problem(
        'repository_foreign',
        `${path} belongs to another user, so git refuses to work in it.`,
      )
    default:
      return assertNever(found)
  }
}
