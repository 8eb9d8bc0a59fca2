// An index of our own that follows a checkout's files, so that only what changed since is read again. Must never write to
// the checkout's own index, and starts no git inside another repository: that one's configuration would hold there.
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Git, GitOptions, GitOutput } from '../core.ts'
import { neutralise } from '../filters.ts'
import { copyIndex, inOneFile } from '../diff/index-beside.ts'
import { ifThere, isThere } from '../worktrees/if-there.ts'

export interface ShadowAsk {
  /** Top folder of the checkout. */
  path: string
  /** Where the index of our own lies; nobody else uses it at the same time. */
  indexFile: string
  /** Its files pass through the repository's filters, as they do for the checkout itself. */
  filters?: boolean
}

export interface Shadow {
  readonly path: string
  /** Runs git in the checkout, on our index. */
  run: (args: string[], name: string, more?: Partial<GitOptions>) => Promise<GitOutput>
  /** Takes these files into the index as they are now, also ignored ones. */
  add(paths: readonly string[]): Promise<void>
  drop(paths: readonly string[]): Promise<void>
}

const timeoutMs = 10 * 60_000

/** The checkout's own index in place of ours, to be read only. */
export const ownIndex = { env: { GIT_INDEX_FILE: undefined } }

export async function openShadow(
  git: Git,
  { path, indexFile, filters = false }: ShadowAsk,
): Promise<Shadow> {
  // Left by a git that was killed.
  await rm(`${indexFile}.lock`, { force: true })
  const neutral = await neutralise(git, path, filters)
  const settings = [
    ...neutral.settings,
    ...inOneFile,
    ['core.untrackedCache', 'false'],
    ['core.safecrlf', 'false'],
  ] as const
  const run: Shadow['run'] = (args, name, more = {}) =>
    git(args, {
      cwd: path,
      name,
      timeoutMs,
      maxOutputBytes: 512 << 20,
      settings,
      ...more,
      env: { ...neutral.env, GIT_INDEX_FILE: indexFile, ...more.env },
    })
  if ((await ifThere(stat(indexFile))) === null) await seed(run, path, indexFile)
  return {
    path,
    run,
    async add(paths) {
      if (paths.length === 0) return
      const args = ['update-index', '-z', '--add', '--replace', '--remove', '--stdin']
      await run(args, 'checkpoint-add', { access: 'write', stdin: ended(paths) })
    },
    async drop(paths) {
      if (paths.length === 0) return
      const args = ['update-index', '-z', '--force-remove', '--stdin']
      await run(args, 'checkpoint-drop', { access: 'write', stdin: ended(paths) })
    },
  }
}

/** Begins as a copy of the checkout's index, which knows what is unchanged. */
async function seed(run: Shadow['run'], root: string, indexFile: string): Promise<void> {
  await mkdir(dirname(indexFile), { recursive: true, mode: 0o700 })
  const place = ['rev-parse', '--path-format=absolute', '--git-path', 'index']
  const own = (await run(place, 'checkpoint-index', ownIndex)).text.replace(/\n$/, '')
  if (!(await isThere(own))) return
  const fresh = `${indexFile}.new`
  await rm(`${fresh}.lock`, { force: true })
  await copyIndex(own, fresh)
  const onFresh = { env: { GIT_INDEX_FILE: fresh } }
  const { text } = await run(['ls-files', '-v', '-z'], 'checkpoint-flags', onFresh)
  const { unchanged, skipped } = await unwatched(root, split(text))
  for (const [flag, paths] of [
    ['--no-assume-unchanged', unchanged],
    ['--no-skip-worktree', skipped],
  ] as const) {
    if (paths.length === 0) continue
    await run(['update-index', '-z', flag, '--stdin'], 'checkpoint-watch', {
      ...onFresh,
      access: 'write',
      stdin: ended(paths),
    })
  }
  await rename(fresh, indexFile)
}

/** What git was told to take for unchanged, or not to look at though it lies there, of what `ls-files -v` prints. */
async function unwatched(root: string, entries: readonly string[]) {
  const pathsOf = (form: RegExp) =>
    entries.filter((entry) => form.test(entry)).map((entry) => entry.slice(2))
  const skipped = pathsOf(/^[Ss] /)
  // A checkout that does without a file has none.
  const there = await Promise.all(skipped.map((path) => isThere(join(root, path))))
  // A small letter marks what it takes for unchanged.
  return { unchanged: pathsOf(/^[a-z] /), skipped: skipped.filter((_, at) => there[at]) }
}

/** What stands between NULs. */
export function split(text: string): string[] {
  return text.split('\0').filter((entry) => entry !== '')
}

/** Each with a NUL behind it. */
export function ended(entries: readonly string[]): string {
  return entries.map((entry) => `${entry}\0`).join('')
}
