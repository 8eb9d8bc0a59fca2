// Whether a checkout's files are those of its commit, asked of git in one breath: then they need not be followed one by one
// to be kept. Whatever git was told not to look at, or leaves out, makes the answer no.
import type { Git } from '../core.ts'
import { neutralise } from '../filters.ts'
import { split } from './shadow.ts'

/** The commit; null where anything differs from it, lies beside it, or cannot be told. */
export async function unchangedAt(
  git: Git,
  { path, filters }: { path: string; filters: boolean },
): Promise<string | null> {
  const { settings, env } = await neutralise(git, path, filters)
  const options = { cwd: path, settings, env, maxOutputBytes: 512 << 20, timeoutMs: 10 * 60_000 }
  const [status, flags] = await Promise.all([
    git(
      [
        'status',
        '--porcelain=v2',
        '--branch',
        '-z',
        '--no-renames',
        '--untracked-files=all',
        '--ignore-submodules=all',
      ],
      { ...options, name: 'checkpoint-status' },
    ),
    git(['ls-files', '-v', '-z'], { ...options, name: 'checkpoint-watched' }),
  ])
  // Any other letter is of a file that git takes for unchanged, leaves out or has in conflict.
  if (split(flags.text).some((entry) => !entry.startsWith('H '))) return null
  const told = split(status.text)
  if (told.some((entry) => !entry.startsWith('# '))) return null
  const [, commit = null] =
    told.map((entry) => /^# branch\.oid (\w+)$/.exec(entry)).find(Boolean) ?? []
  return commit
}
