// The repositories of this machine: what may become a project, and why something may not.
import { assertNever, Problem } from '@a-parallel/contract/model'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { listBranches } from '../git/branches.ts'
import type { Git } from '../git/core.ts'
import { inspectRepository, type Inspection } from '../git/repository.ts'
import { takeOverWorktrees } from '../git/worktrees/take-over.ts'
import type { Runner } from '../port.ts'

export function localRepositories(git: Git): Runner['repositories'] {
  return {
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

/** `~` is the home folder; anything relative is refused, since there is no folder it could be relative to. */
export function absolute(path: string): string {
  const whole = path === '~' || path.startsWith('~/') ? join(homedir(), path.slice(1)) : path
  if (!isAbsolute(whole))
    throw new Problem('invalid_path', `Give the whole path, from / or ~: ${path}`)
  return whole
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
