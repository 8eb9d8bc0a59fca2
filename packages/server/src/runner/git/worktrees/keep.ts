// Hidden refs at what a thread's worktree came to, so that no commit of an agent is lost to a deleted or moved branch:
// `refs/a-parallel/keep/<thread>/<commit>`. One as a rule; another for each line of work that was left behind.
import type { Git } from '../core.ts'

export interface KeepAsk {
  repository: string
  threadId: string
}

/** Prefix of the refs that keep a thread's commits. */
export function keepPrefix(threadId: string): string {
  return `refs/a-parallel/keep/${threadId}/`
}

/** The commits kept for a thread, the latest first. */
export async function listKept(git: Git, { repository, threadId }: KeepAsk): Promise<string[]> {
  const { text } = await git(
    ['for-each-ref', '--sort=-committerdate', '--format=%(objectname)', keepPrefix(threadId)],
    { cwd: repository, name: 'list-kept' },
  )
  return lines(text)
}

/** Keeps these commits too, and lets go of those that they hold. `kept` is what is kept already. */
export async function keepTips(
  git: Git,
  ask: KeepAsk,
  tips: readonly string[],
  kept: readonly string[],
): Promise<void> {
  if (tips.every((tip) => kept.includes(tip))) return
  const known = await existing(git, ask.repository, [...new Set([...tips, ...kept])])
  if (known.length === 0) return
  const { text } = await git(['merge-base', '--independent', ...known], {
    cwd: ask.repository,
    name: 'independent-tips',
  })
  const ends = new Set(lines(text))
  const prefix = keepPrefix(ask.threadId)
  const changes = [
    ...[...ends].filter((end) => !kept.includes(end)).map((end) => `update ${prefix}${end} ${end}`),
    ...kept.filter((one) => !ends.has(one)).map((one) => `delete ${prefix}${one} ${one}`),
  ]
  await updateRefs(git, ask.repository, changes)
}

/** Lets go of what branches, remote branches and tags hold; what only these refs hold stays kept. */
export async function forgetKept(git: Git, ask: KeepAsk): Promise<void> {
  const changes: string[] = []
  for (const commit of await listKept(git, ask)) {
    const { text } = await git(
      [
        'for-each-ref',
        '--count=1',
        `--contains=${commit}`,
        'refs/heads',
        'refs/remotes',
        'refs/tags',
      ],
      { cwd: ask.repository, name: 'still-reached' },
    )
    if (text !== '') changes.push(`delete ${keepPrefix(ask.threadId)}${commit} ${commit}`)
  }
  await updateRefs(git, ask.repository, changes)
}

async function updateRefs(git: Git, cwd: string, changes: string[]): Promise<void> {
  if (changes.length === 0) return
  await git(['update-ref', '--stdin'], {
    cwd,
    name: 'keep-commits',
    access: 'write',
    stdin: `${changes.join('\n')}\n`,
  })
}

/** Those of the given ids that are commits here. */
export async function existing(git: Git, cwd: string, ids: readonly string[]): Promise<string[]> {
  const { text } = await git(['cat-file', '--batch-check=%(objectname) %(objecttype)'], {
    cwd,
    name: 'existing-commits',
    stdin: `${ids.join('\n')}\n`,
    // What a partial clone has not fetched was never an agent's work.
    env: { GIT_NO_LAZY_FETCH: '1' },
  })
  return lines(text).flatMap((line) => /^(\S+) commit$/.exec(line)?.[1] ?? [])
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '')
}
