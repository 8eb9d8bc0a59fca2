// The branches a thread can start from.
import type { Git } from './core.ts'

export interface GitBranch {
  /** `main`, `feature/x`, `origin/main`. */
  name: string
  /** The remote it was fetched from; null for a local branch. */
  remote: string | null
  commit: string
  /** When its last commit was made: milliseconds since 1970. */
  committedAt: number
  current: boolean
  default: boolean
}

/** Local and remote branches, the latest commit first. `origin/HEAD` and the like are left out. */
export async function listBranches(git: Git, root: string): Promise<GitBranch[]> {
  const format = '%(refname)%00%(objectname)%00%(committerdate:unix)%00%(symref)%00%(HEAD)'
  const [{ text }, standard] = await Promise.all([
    git(
      ['for-each-ref', '--sort=-committerdate', `--format=${format}`, 'refs/heads', 'refs/remotes'],
      {
        cwd: root,
        name: 'list-branches',
      },
    ),
    defaultBranch(git, root),
  ])
  return parseBranches(text, standard)
}

/** Reads lines of `refname NUL objectname NUL unix time NUL symref NUL *`. */
export function parseBranches(text: string, standard: string | null): GitBranch[] {
  const branches: GitBranch[] = []
  for (const line of text.split('\n')) {
    const [ref = '', commit = '', time = '', symref, head] = line.split('\0')
    const [, kind, name] = /^refs\/(heads|remotes)\/([^]+)$/.exec(ref) ?? []
    if (name === undefined || symref !== '') continue
    branches.push({
      name,
      remote: kind === 'remotes' ? name.slice(0, name.indexOf('/')) : null,
      commit,
      committedAt: Number(time) * 1000,
      current: head === '*',
      default: name === standard,
    })
  }
  return branches
}

/**
 * The branch that work usually starts from: where `origin/HEAD` points (the local branch of that name if there is one),
 * else main, master or the current branch. Null in a repository without branches, or on a detached head without these.
 */
export async function defaultBranch(git: Git, root: string): Promise<string | null> {
  const { text } = await git(
    [
      'for-each-ref',
      '--format=%(refname)%00%(symref)%00%(HEAD)',
      'refs/heads',
      'refs/remotes/origin/HEAD',
    ],
    { cwd: root, name: 'default-branch' },
  )
  const local = new Set<string>()
  let current: string | null = null
  let origin: string | null = null
  for (const line of text.split('\n')) {
    const [ref = '', symref = '', head] = line.split('\0')
    if (ref === 'refs/remotes/origin/HEAD')
      origin = symref.replace('refs/remotes/origin/', '') || null
    else if (ref.startsWith('refs/heads/')) local.add(ref.slice('refs/heads/'.length))
    if (head === '*') current = ref.slice('refs/heads/'.length)
  }
  if (origin !== null) return local.has(origin) ? origin : `origin/${origin}`
  return ['main', 'master'].find((name) => local.has(name)) ?? current
}
