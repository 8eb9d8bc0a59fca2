// Whether a checkout's files are those of its commit, asked of git in one breath: then they need not be followed one by one
// to be kept. Whatever git was told not to look at, or leaves out, makes the answer no.
import type { GitCall } from '../restrict/calls.ts'
import { otherThanWritten, suspectsAmong } from '../conversion/as-written.ts'
import { heldFiles, unchangedFiles } from '../conversion/held-files.ts'
import { isRefusal } from '../conversion/refused.ts'
import { holdsAttributes, readRules, type Person } from '../conversion/rules.ts'
import type { Git, GitOptions } from '../core.ts'
import { neutralise } from '../filters.ts'
import { split } from './shadow.ts'

export interface Unchanged {
  commit: string
  /** Undefined: nothing is converted there. Null: every file is the bytes that git would write. */
  bytes: null | undefined
}

/** Null where anything differs from the commit, lies beside it, or cannot be told. */
export async function unchangedAt(
  git: Git,
  { path, filters, person }: { path: string; filters: boolean; person: Person },
): Promise<Unchanged | null> {
  const { settings, env } = await neutralise(git, path, filters, person.read)
  const options = { cwd: path, settings, env, maxOutputBytes: 512 << 20, timeoutMs: 10 * 60_000 }
  const run = (args: readonly string[], name: GitCall, more: Partial<GitOptions> = {}) =>
    git(args, { ...options, name, ...more, env: { ...env, ...more.env } })
  const [status, flags] = await Promise.all([
    run(
      [
        'status',
        '--porcelain=v2',
        '--branch',
        '-z',
        '--no-renames',
        '--untracked-files=all',
        '--ignore-submodules=all',
      ],
      'checkpoint-status',
    ).catch((cause: unknown) => {
      if (isRefusal(cause, 'in')) return null
      throw cause
    }),
    run(['ls-files', '-v', '-z'], 'checkpoint-watched'),
  ])
  // A filter that is needed fails.
  if (status === null) return null
  // Any other letter is of a file that git takes for unchanged, leaves out or has in conflict.
  const watched = split(flags.text)
  if (watched.some((entry) => !entry.startsWith('H '))) return null
  const told = split(status.text)
  if (told.some((entry) => !entry.startsWith('# '))) return null
  const [, commit = null] =
    told.map((entry) => /^# branch\.oid (\w+)$/.exec(entry)).find(Boolean) ?? []
  if (commit === null) return null
  const attributes = watched.map((entry) => entry.slice(2)).filter(holdsAttributes)
  const rules = await readRules(person, { path, attributes, emptied: settings })
  if (!rules.convert) return { commit, bytes: undefined }
  const checkout = { path, run }
  const files = await unchangedFiles(checkout, watched.length)
  const suspects = await suspectsAmong(checkout, rules, files)
  const held =
    suspects.length > 0 &&
    (await heldFiles(checkout, new Set(suspects.map(({ file }) => file.path))))
  const other = held ? await otherThanWritten(checkout, rules, held) : []
  return other.length === 0 ? { commit, bytes: null } : null
}
