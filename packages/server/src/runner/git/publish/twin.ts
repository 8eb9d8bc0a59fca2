// A copy of a repository with all its worktrees, in which plain git does what ours does in the first one. For tests.
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { filesIn } from '../stage/plain-rig.ts'
import { operationIn } from '../operation.ts'
import type { TestRepository } from '../test-repository.ts'

export interface Twin {
  /** Where the copy has what lies here in the first one. */
  at(path: string): string
  /** Runs plain git in the copy of this folder. */
  git(path: string, ...args: string[]): string
}

export function twinOf(repository: TestRepository): Twin {
  const { directory } = repository
  const copy = join(directory, 'twin')
  for (const name of ['repository', 'worktrees'])
    cpSync(join(directory, name), join(copy, name), {
      recursive: true,
      verbatimSymlinks: true,
      preserveTimestamps: true,
    })
  const entries = join(copy, 'repository', '.git', 'worktrees')
  for (const name of readdirSync(entries)) moved(join(entries, name, 'gitdir'), directory, copy)
  for (const name of readdirSync(join(copy, 'worktrees')))
    moved(join(copy, 'worktrees', name, '.git'), directory, copy)
  const at = (path: string) => join(copy, relative(directory, path))
  return { at, git: (path, ...args) => repository.plain(args, at(path)) }
}

/** Git writes down where the two halves of a worktree lie. */
function moved(file: string, from: string, to: string): void {
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace(from, () => to),
  )
}

/** How a checkout stands, but for the name of its last commit, which holds when it was made. */
export async function standAt(repository: TestRepository, path: string) {
  const exact = (args: string[]) => repository.exact(args, path)
  const told = (...args: string[]) => {
    try {
      return exact(args)
    } catch {
      return null
    }
  }
  return {
    branch: told('symbolic-ref', '-q', 'HEAD'),
    tree: told('rev-parse', '-q', '--verify', 'HEAD^{tree}'),
    commit: told('log', '-1', '--format=%P%n%an %ae %cn %ce%n%B'),
    refs: exact(['for-each-ref', '--format=%(refname)']).split('\n'),
    index: exact(['ls-files', '--stage', '-z']).split('\0'),
    flags: exact(['ls-files', '-v', '-z']).split('\0'),
    // Without writing down which files it looked at.
    status: exact(['--no-optional-locks', 'status', '--porcelain', '-z']).split('\0'),
    operation: await operationIn(repository.plain(['rev-parse', '--absolute-git-dir'], path)),
    files: filesIn(path),
  }
}

/** The same with the names of commits, and the index to the byte. */
export async function exactlyAt(repository: TestRepository, path: string) {
  const gitDir = repository.plain(['rev-parse', '--absolute-git-dir'], path)
  return {
    bytes: readFileSync(join(gitDir, 'index'), 'latin1'),
    commits: repository.plain(['for-each-ref', '--format=%(refname) %(objectname)'], path),
    head: readFileSync(join(gitDir, 'HEAD'), 'utf8'),
    ...(await standAt(repository, path)),
  }
}
