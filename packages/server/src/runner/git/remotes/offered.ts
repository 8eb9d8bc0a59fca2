// What a branch has to offer to another one: its commits, and the branches at the remote that could take them.
import type { Git } from '../core.ts'

export interface OfferedCommit {
  subject: string
  body: string
}

const most = 100

/** The commits of a branch that `base`, as last fetched or else as it is here, does not have; newest first. */
export async function offeredCommits(
  git: Git,
  {
    cwd,
    branch,
    base,
    remote,
  }: { cwd: string; branch: string; base: string; remote: string | null },
): Promise<OfferedCommit[]> {
  const there = remote === null ? [] : [`refs/remotes/${remote}/${base}`]
  for (const from of [...there, `refs/heads/${base}`]) {
    const { code, text } = await git(
      [
        'log',
        '--no-merges',
        `--max-count=${most}`,
        '--format=%s%x1f%b%x1e',
        '--end-of-options',
        `${from}..refs/heads/${branch}`,
        '--',
      ],
      { cwd, name: 'offered-commits', successExitCodes: [0, 128] },
    )
    if (code === 0) return parseOffered(text)
  }
  return []
}

/** Reads records of `subject US body RS`. */
export function parseOffered(text: string): OfferedCommit[] {
  return text
    .split('\x1e')
    .map((record) => record.replace(/^\n/, '').split('\x1f'))
    .flatMap(([subject = '', body]) => (body === undefined ? [] : [{ subject, body: body.trim() }]))
}

/** Branches of a remote as they were last fetched, the latest commit first. */
export async function remoteBranches(
  git: Git,
  cwd: string,
  remote: string | null,
): Promise<string[]> {
  if (remote === null) return []
  const prefix = `refs/remotes/${remote}/`
  const { text } = await git(
    ['for-each-ref', '--sort=-committerdate', `--count=${most}`, '--format=%(refname)', prefix],
    { cwd, name: 'remote-branches' },
  )
  return text
    .split('\n')
    .filter((ref) => ref.startsWith(prefix))
    .map((ref) => ref.slice(prefix.length))
    .filter((name) => name !== 'HEAD')
}
