// A repository's files at its latest commit, over https alone. Nothing of it is checked out: no link, hook or filter of its
// can come into effect, and its tree passes the same rules as an archive.
import { Problem, skillLimits } from '@a-parallel/contract/model'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Git, GitOptions } from '../git/core.ts'
import { GitError } from '../git/error.ts'
import { refused, type TreeFile } from './archive/rules.ts'
import { filesOfCommit } from './commit-files.ts'

const timeoutMs = 120_000
const lookMs = 500

/** Only https, also where a server sends us on. */
const settings: GitOptions['settings'] = [
  ['protocol.allow', 'never'],
  ['protocol.https.allow', 'always'],
  ['fetch.fsckObjects', 'true'],
]

/**
 * @param folder an empty folder of ours is made in it, and removed again.
 * Throws `skill_source_refused`, `skill_fetch_failed`, `skill_archive_refused`.
 */
export async function fetchRepository(
  git: Git,
  folder: string,
  url: string,
): Promise<{ url: string; commit: string; files: TreeFile[] }> {
  const plain = plainUrl(url)
  const place = await mkdtemp(join(folder, 'fetch-'))
  const tooLarge = new AbortController()
  const watch = setInterval(() => void look(place, tooLarge), lookMs)
  const options = { cwd: place, lasting: true, timeoutMs, settings, signal: tooLarge.signal }
  try {
    const flags = ['--bare', '--depth=1', '--single-branch', '--no-tags', '--quiet']
    const clone = ['clone', ...flags, '--template=', '--', plain, join(place, 'it')]
    await git(clone, { ...options, name: 'fetch-skills', access: 'write' })
    const gitDir = join(place, 'it')
    const head = await git([`--git-dir=${gitDir}`, 'rev-parse', '--verify', 'HEAD^{commit}'], {
      ...options,
      name: 'skills-commit',
    })
    const commit = head.text.trim()
    const files = await filesOfCommit(git, options, { gitDir, commit })
    return { url: plain, commit, files }
  } catch (cause) {
    throw tooLarge.signal.aborted ? refused('bytes') : failureOf(cause)
  } finally {
    clearInterval(watch)
    await rm(place, { recursive: true, force: true })
  }
}

/** Without a name or password in it: it is kept beside the skill, and shown. */
export function plainUrl(given: string): string {
  const url = URL.canParse(given.trim()) ? new URL(given.trim()) : null
  if (url?.protocol !== 'https:')
    throw refuse('Only addresses that begin with https:// are fetched from.')
  if (url.username !== '' || url.password !== '')
    throw refuse('The address holds a name or a password. Leave them out.')
  if (url.search !== '' || url.hash !== '')
    throw refuse('The address of a repository holds no ? and no #.')
  return url.href
}

function refuse(detail: string): Problem {
  return new Problem('skill_source_refused', detail)
}

function failureOf(cause: unknown): unknown {
  if (!(cause instanceof GitError)) return cause
  if (cause.code === 'output-too-large') return refused('bytes', '', cause)
  const lines = cause.stderr.split('\n').filter((line) => /^(?:fatal|error|remote):/.test(line))
  const detail = lines.at(-1)?.slice(0, 300) ?? 'Git did not answer in time.'
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
