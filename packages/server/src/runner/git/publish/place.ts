// Git at work in a checkout for a person: what the repository brings runs only once its project is trusted.
import type { GitCall } from '../restrict/calls.ts'
import { lstat } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import type { Git, GitOptions, GitOutput } from '../core.ts'
import type { Setting } from '../environment.ts'
import { neutraliseAll } from '../filters.ts'
import { saidPath } from '../restrict/said-path.ts'
import { ownTransport } from '../restrict/own-settings.ts'
import { ifThere } from '../worktrees/if-there.ts'

export interface Place {
  /** Top folder of the checkout. */
  path: string
  /** The project is trusted: hooks, filters, merge drivers, signing and credential helpers work as in a terminal. */
  trusted: boolean
}

/** Runs git in the checkout, as one of the writers. */
export type Run = (
  args: readonly string[],
  name: GitCall,
  more?: Partial<GitOptions>,
) => Promise<GitOutput>

/** Hooks may build and test before they let a commit through. */
const timeoutMs = 15 * 60_000

/** What `hardening` leaves: programs that only merging, fetching and pushing would start. */
const beforeTrust: readonly Setting[] = [
  ['merge.verifySignatures', 'false'],
  ['push.gpgSign', 'false'],
  ['tag.gpgSign', 'false'],
  ['core.alternateRefsCommand', 'true'],
  // The repository at the other end would run hooks of its own, and it may lie in the checkout itself.
  ['protocol.file.allow', 'never'],
]

/** Never stashes, and never moves a branch that nobody named. */
const always: readonly Setting[] = [
  ['merge.autoStash', 'false'],
  ['rebase.autoStash', 'false'],
  ['rebase.updateRefs', 'false'],
  ['advice.addEmbeddedRepo', 'false'],
]

export async function openPlace(git: Git, { path, trusted }: Place): Promise<Run> {
  // `status` goes into the repositories that are checked out inside.
  const neutral = await neutraliseAll(git, path, trusted)
  // Before trust too, the person's own way to other machines is theirs.
  const closed = trusted ? [] : [...beforeTrust, ...(await ownTransport(git, path))]
  const settings = [...always, ...closed, ...neutral.settings]
  return (args, name, more = {}) =>
    git(args, {
      cwd: path,
      name,
      access: 'write',
      trusted,
      timeoutMs,
      ...more,
      settings: [...settings, ...(more.settings ?? [])],
      env: { ...neutral.env, ...more.env },
    })
}

/**
 * Whether one of these hooks, or signing, would have run and did not, since the project is not trusted.
 * @param hooks names such as `pre-commit`.
 */
export async function hooksSkipped(
  git: Git,
  { path, trusted }: Place,
  hooks: readonly string[],
): Promise<boolean> {
  if (trusted) return false
  const folder = await hooksFolder(git, path)
  const found = await Promise.all(hooks.map((hook) => isProgram(join(folder, hook))))
  return found.includes(true)
}

/** Whether a hook of this name stands ready to run. */
export async function hasHook(git: Git, path: string, hook: string): Promise<boolean> {
  return isProgram(join(await hooksFolder(git, path), hook))
}

/** Read past our own setting, which comes last and points nowhere. */
async function hooksFolder(git: Git, path: string): Promise<string> {
  const { text } = await git(['config', '--includes', '-z', '--get-all', 'core.hooksPath'], {
    cwd: path,
    name: 'hooks-path',
    successExitCodes: [0, 1],
  })
  const set = text.split('\0').filter((value) => value !== '' && value !== '/dev/null')
  const own = set.at(-1)
  if (own !== undefined) return isAbsolute(own) ? own : join(path, own)
  return join(await saidPath(git, path, '--git-common-dir'), 'hooks')
}

async function isProgram(file: string): Promise<boolean> {
  const found = await ifThere(lstat(file))
  return (
    found !== null && (found.isSymbolicLink() || (found.isFile() && (found.mode & 0o111) !== 0))
  )
}
