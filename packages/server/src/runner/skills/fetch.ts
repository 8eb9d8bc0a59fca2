// A repository's files at its latest commit, got as a clone is: over https or ssh, as its person would in a terminal. Nothing
// of it is checked out: no link, hook or filter of its can come into effect, and its tree passes the same rules as an archive.
import { Problem, readCloneAddress, skillLimits } from '@a-parallel/contract/model'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { cloneProblem, saidByGit } from '../adding/failure.ts'
import type { CredentialFor } from '../git/token/credential.ts'
import type { Git } from '../git/core.ts'
import { GitError } from '../git/error.ts'
import { asGitOrWithToken, fromAddress } from '../git/remotes/from-address.ts'
import { refused, type TreeFile } from './archive/rules.ts'
import { filesOfCommit } from './commit-files.ts'

const timeoutMs = 120_000
const lookMs = 500

/** They say what to do next, whatever was to be fetched. */
const toldAsTheyAre = new Set(['clone_signed_out', 'disk_full', 'git_missing'])

/**
 * @param folder an empty folder of ours is made in it, and removed again.
 * Throws `skill_source_refused`, `clone_signed_out`, `skill_fetch_failed`, `skill_archive_refused`.
 */
export async function fetchRepository(
  git: Git,
  folder: string,
  url: string,
  credentialFor?: CredentialFor,
): Promise<{ url: string; commit: string; files: TreeFile[] }> {
  const address = addressOf(url)
  const place = await mkdtemp(join(folder, 'fetch-'))
  const tooLarge = new AbortController()
  const watch = setInterval(() => void look(place, tooLarge), lookMs)
  const options = { cwd: place, lasting: true, timeoutMs, signal: tooLarge.signal }
  try {
    const flags = ['--bare', '--depth=1', '--single-branch', '--no-tags', '--quiet']
    const settings = [['fetch.fsckObjects', 'true']] as const
    const gitDir = join(place, 'it')
    await asGitOrWithToken(git, { address, cwd: place, credentialFor }, async (way) =>
      git(['clone', ...flags, '--template=', '--', address, gitDir], {
        ...options,
        ...fromAddress({ protocols: 'https:ssh', settings, way }),
        name: 'fetch-skills',
      }),
    )
    const head = await git([`--git-dir=${gitDir}`, 'rev-parse', '--verify', 'HEAD^{commit}'], {
      ...options,
      name: 'skills-commit',
    })
    const commit = head.text.trim()
    const files = await filesOfCommit(git, options, { gitDir, commit })
    return { url: address, commit, files }
  } catch (cause) {
    throw tooLarge.signal.aborted ? refused('bytes') : failureOf(cause)
  } finally {
    clearInterval(watch)
    await rm(place, { recursive: true, force: true })
  }
}

/** Without a password in it: it is kept beside the skill, and shown. */
function addressOf(given: string): string {
  const read = readCloneAddress(given)
  if (read.kind === 'remote') return read.address
  throw new Problem('skill_source_refused', 'Give an https or ssh address without a password.')
}

function failureOf(cause: unknown): unknown {
  if (!(cause instanceof GitError)) return cause
  if (cause.code === 'output-too-large') return refused('bytes', '', cause)
  const problem = cloneProblem(cause)
  if (toldAsTheyAre.has(problem.code)) return problem
  const detail = saidByGit(cause.stderr).slice(-300) || 'Git did not answer in time.'
  return new Problem('skill_fetch_failed', detail, { detail }, { cause })
}

/** Git itself has no ceiling for what it fetches. */
async function look(place: string, tooLarge: AbortController): Promise<void> {
  if ((await sizeOf(place)) > 2 * skillLimits.bytes) tooLarge.abort()
}

async function sizeOf(folder: string): Promise<number> {
  // What goes away while one looks has no size.
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => [])
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        stat(join(entry.parentPath, entry.name)).then(
          ({ size }) => size,
          () => 0,
        ),
      ),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
