// Makes a checkout on no branch, and brings it to another commit. Until its files are whole it is locked as git locks a
// worktree that it makes, so that nobody takes it for one.
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Git } from '../git/core.ts'
import { neutralise } from '../git/filters.ts'
import { removeFiles } from '../git/worktrees/clean.ts'
import { commonDirOf } from '../git/worktrees/common-dir.ts'
import {
  callOptions,
  checkoutMs,
  checkOut,
  noHooks,
  retryPassing,
} from '../git/worktrees/create.ts'
import { withRepositoryLock } from '../git/worktrees/lock.ts'
import { findEntry } from '../git/worktrees/state.ts'
import type { ReadyNote } from './notes.ts'

export interface MakeAsk extends Pick<ReadyNote, 'repository' | 'path' | 'trusted'> {
  commit: string
  signal: AbortSignal
}

/** Nothing is left where it fails, unless it was told to end: then the next server clears it away. */
export async function makeReady(git: Git, ask: MakeAsk): Promise<void> {
  const { repository, path, commit, signal } = ask
  const commonDir = await commonDirOf(git, repository)
  const lock = ['--lock', '--reason', 'initializing']
  const args = ['worktree', 'add', ...lock, '--no-checkout', '--detach', path, commit]
  const options = { ...callOptions(ask), settings: [noHooks], cwd: repository }
  try {
    await withRepositoryLock(commonDir, () =>
      retryPassing(async () => {
        await removeFiles(commonDir, ask)
        await git(args, { ...options, name: 'ready-add' })
      }),
    )
    await checkOut(git, ask, null)
    await unlock(await findEntry(commonDir, path))
  } catch (cause) {
    if (!signal.aborted) await withRepositoryLock(commonDir, () => removeFiles(commonDir, ask))
    throw cause
  }
}

/** The same files at another commit. What stands there must have been looked at before. */
export async function bringTo(git: Git, gitDir: string, ask: MakeAsk): Promise<void> {
  await lockEntry(gitDir)
  await switchTo(git, ask, ['--detach', ask.commit])
  await unlock(gitDir)
}

/** `git switch` without hooks, and with the filters that may work. Gives the options that it worked with. */
export async function switchTo(
  git: Git,
  ask: Parameters<typeof callOptions>[0],
  args: readonly string[],
) {
  const neutral = await neutralise(git, ask.path, ask.trusted)
  const { env, ...call } = callOptions(ask)
  const options = { ...call, env: { ...neutral.env, ...env }, cwd: ask.path }
  await git(['switch', '--quiet', '--no-recurse-submodules', ...args], {
    ...options,
    settings: [...neutral.settings, ['checkout.workers', '0'], noHooks],
    name: 'ready-switch',
    timeoutMs: checkoutMs,
  })
  return options
}

/** Half made, for whoever looks at it from now on. */
export function lockEntry(gitDir: string): Promise<void> {
  return writeFile(join(gitDir, 'locked'), 'initializing')
}

export async function unlock(gitDir: string | null): Promise<void> {
  if (gitDir !== null) await rm(join(gitDir, 'locked'), { force: true })
}
