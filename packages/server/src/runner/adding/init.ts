// Makes a folder a repository with what lies in it as its first commit. What would be too much to be meant is refused before
// anything is written; what fails half-way leaves the folder as it was. Only a `.git` of its own making is ever removed: one
// that git cannot read may be a repository that was damaged.
import type { GitCall } from '../git/restrict/calls.ts'
import { Problem } from '@a-parallel/contract/model'
import { lstat, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join, sep } from 'node:path'
import type { Git, GitOptions } from '../git/core.ts'
import { GitError } from '../git/error.ts'
import { neutralise } from '../git/filters.ts'
import { readIdentity } from '../git/identity.ts'
import { inspectRepository } from '../git/repository.ts'
import { absolute } from '../machine/absolute.ts'
import { saidByGit } from './failure.ts'
import { realOr, refuseOurs } from './place.ts'
import { walk } from './walk.ts'

const mostFiles = 5_000
const mostBytes = 200 * 2 ** 20

export interface InitAsk {
  git: Git
  path: string
  home: string
}

/**
 * Throws init_refused, init_too_large, identity_missing, path_denied, or what `git init` and `git commit` refuse. Of two at
 * once for the same folder one might remove what the other made: the caller does one after the other.
 */
export async function initRepository({ git, path, home }: InitAsk) {
  const asked = absolute(path)
  const place = await realOr(asked)
  const found = await inspectRepository(git, place)
  const begun = found.kind === 'no-commits' && found.root === place
  if (found.kind !== 'not-a-repository' && !begun)
    throw new Problem('init_refused', `${place} is no folder without a repository.`)
  await refusePlace(place, home)
  if (!begun) await refuseRemains(place)
  const { name, email } = await readIdentity(git, place)
  if (name === null || email === null)
    throw new Problem('identity_missing', 'Set user.name and user.email with git config first.')
  await refuseTooMuch(place)
  if (begun) await refuseItsFilters(git, place)
  // Once more: to look at all of it may take seconds.
  else await refuseRemains(place)
  try {
    return { path: place, files: await firstCommit(git, place, begun) }
  } catch (cause) {
    if (!begun) await rm(join(place, '.git'), { recursive: true, force: true, maxRetries: 3 })
    if (!(cause instanceof GitError)) throw cause
    throw new Problem('commit_refused', saidByGit(cause.stderr), {}, { cause })
  }
}

async function refusePlace(place: string, home: string): Promise<void> {
  const [person, ours] = await Promise.all([realOr(homedir()), realOr(home)])
  if (`${person}${sep}`.startsWith(place + sep) || dirname(place) === place)
    throw new Problem('init_refused', `${place} holds far more than one project.`)
  if (ours.startsWith(place + sep))
    throw new Problem('path_denied', `${place} holds this server’s own data.`)
  await refuseOurs(place, home)
}

/** A `.git` that git takes for none: what is left of a repository, or leads to one that is gone. */
async function refuseRemains(place: string): Promise<void> {
  const there = await lstat(join(place, '.git')).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return null
    throw cause
  })
  if (there)
    throw new Problem('init_refused', `${place} has a .git that git cannot read. It is left alone.`)
}

/** Filters of a repository are programs, and nobody has trusted it yet; without them other content would be committed. */
async function refuseItsFilters(git: Git, place: string): Promise<void> {
  const { filtersOff } = await neutralise(git, place)
  if (filtersOff.length > 0)
    throw new Problem('init_refused', `Git settings in ${place} name programs. Commit it yourself.`)
}

/** How many files it holds. */
async function firstCommit(git: Git, cwd: string, begun: boolean): Promise<number> {
  const writing = (name: GitCall): GitOptions => ({ cwd, name, access: 'write' })
  if (!begun)
    await git(
      ['init', '--quiet', '--template=', `--initial-branch=${await usualBranch(git, cwd)}`],
      writing('init'),
    )
  const { settings, env } = await neutralise(git, cwd)
  const neutral = (name: GitCall): GitOptions => ({ ...writing(name), settings, env })
  await git(['add', '--all'], neutral('add-all'))
  await git(['commit', '--quiet', '--allow-empty', '--message=Start'], neutral('first-commit'))
  const { text } = await git(['ls-files', '-z'], { cwd, name: 'count-files' })
  return text.split('\0').length - 1
}

async function usualBranch(git: Git, cwd: string): Promise<string> {
  const { text } = await git(['config', '--get', 'init.defaultBranch'], {
    cwd,
    name: 'usual-branch',
    successExitCodes: [0, 1],
  })
  return text.trim() || 'main'
}

async function refuseTooMuch(root: string): Promise<void> {
  let files = 0
  let bytes = 0
  const paths: string[] = []
  const complete = await walk({
    root,
    deepest: 30,
    mostFolders: mostFiles,
    withinMs: 5_000,
    now: () => performance.now(),
    enters: ({ name }) => name !== '.git',
    seen(folder, entries) {
      // Git would keep its name only, and none of its files.
      if (folder !== root && entries.some(({ name }) => name === '.git'))
        throw new Problem('init_refused', `${folder} is a repository of its own.`)
      for (const entry of entries) if (entry.isFile()) paths.push(join(folder, entry.name))
      files = paths.length
      return files <= mostFiles
    },
  })
  for (const path of complete ? paths : []) {
    bytes += await lstat(path).then(
      ({ size }) => size,
      () => 0,
    )
    if (bytes > mostBytes) break
  }
  if (complete && bytes <= mostBytes) return
  throw new Problem(
    'init_too_large',
    'Say in a .gitignore what does not belong to it, and commit the rest yourself.',
  )
}
