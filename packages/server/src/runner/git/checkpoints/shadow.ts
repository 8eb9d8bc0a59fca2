// An index of our own that follows a checkout's files, so that only what changed since is read again. Must never write to
// the checkout's own index, and starts no git inside another repository: that one's configuration would hold there.
import type { GitCall } from '../restrict/calls.ts'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Git, GitOptions, GitOutput } from '../core.ts'
import { readRules, type Person, type Rules } from '../conversion/rules.ts'
import { addRefused, isRefusal } from '../conversion/refused.ts'
import type { Setting } from '../environment.ts'
import { emptied, neutralise } from '../filters.ts'
import { copyIndex, inOneFile } from '../diff/index-beside.ts'
import { withoutEnd } from '../restrict/said-path.ts'
import { ifThere, isThere } from '../worktrees/if-there.ts'

export interface ShadowAsk {
  /** Top folder of the checkout. */
  path: string
  /** Where the index of our own lies; nobody else uses it at the same time. */
  indexFile: string
  /** Its files pass through the repository's filters, as they do for the checkout itself. */
  filters?: boolean
  person: Person
}

export interface Shadow {
  readonly path: string
  readonly indexFile: string
  /** @param attributes the paths of the files that hold them. */
  rules(attributes: readonly string[]): Promise<Rules>
  /** Runs git in the checkout, on our index. */
  run: (args: readonly string[], name: GitCall, more?: Partial<GitOptions>) => Promise<GitOutput>
  /**
   * Settings under which no filter runs, whosever it is. Git would ask one also where it only writes its index, of a file
   * whose time says too little, and end if it is needed and fails; without it takes such a file for changed.
   */
  readonly withoutFilters: readonly Setting[]
  /** Takes these files into the index as they are now, also ignored ones; as they lie there, where git cannot convert one. */
  add(paths: readonly string[]): Promise<void>
  drop(paths: readonly string[]): Promise<void>
  /**
   * The index no longer knows that these are as it holds them: git writes them again, and finds them changed. It would do
   * neither for a file of which it holds the same as before, nor see one that is as large and of the same second.
   */
  forgetTimes(files: readonly { mode: string; oid: string; path: string }[]): Promise<void>
}

const timeoutMs = 10 * 60_000

/** The checkout's own index in place of ours, to be read only. */
export const ownIndex = { env: { GIT_INDEX_FILE: undefined } }

export async function openShadow(
  git: Git,
  { path, indexFile, filters = false, person }: ShadowAsk,
): Promise<Shadow> {
  // Left by a git that was killed.
  await rm(`${indexFile}.lock`, { force: true })
  const neutral = await neutralise(git, path, filters, person.read)
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
      ...more,
      settings: [...settings, ...(more.settings ?? [])],
      env: { ...neutral.env, GIT_INDEX_FILE: indexFile, ...more.env },
    })
  const withoutFilters = emptied(await person.read(path))
  const unfiltered: Shadow['run'] = (args, name, more) =>
    run(args, name, { settings: withoutFilters, ...more })
  const add = async (paths: readonly string[]) => {
    if (paths.length === 0) return
    const args = ['update-index', '-z', '--add', '--replace', '--remove', '--stdin']
    await run(args, 'checkpoint-add', { access: 'write', stdin: ended(paths) })
  }
  if ((await ifThere(stat(indexFile))) === null) await seed(run, path, indexFile)
  return {
    path,
    indexFile,
    rules: (attributes) => readRules(person, { path, attributes, emptied: neutral.settings }),
    withoutFilters,
    run,
    async add(paths) {
      try {
        await add(paths)
      } catch (cause) {
        if (!isRefusal(cause, 'in')) throw cause
        await addRefused({ path, run: unfiltered }, paths, add)
      }
    },
    async drop(paths) {
      if (paths.length === 0) return
      const args = ['update-index', '-z', '--force-remove', '--stdin']
      await unfiltered(args, 'checkpoint-drop', { access: 'write', stdin: ended(paths) })
    },
    async forgetTimes(files) {
      if (files.length === 0) return
      const stdin = ended(files.map(({ mode, oid, path: at }) => `${mode} ${oid}\t${at}`))
      const args = ['update-index', '-z', '--index-info']
      await unfiltered(args, 'checkpoint-times', { access: 'write', stdin })
    },
  }
}

/** Begins as a copy of the checkout's index, which knows what is unchanged. */
async function seed(run: Shadow['run'], root: string, indexFile: string): Promise<void> {
  await mkdir(dirname(indexFile), { recursive: true, mode: 0o700 })
  const place = ['rev-parse', '--path-format=absolute', '--git-path', 'index']
  const own = withoutEnd((await run(place, 'checkpoint-index', ownIndex)).text)
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
