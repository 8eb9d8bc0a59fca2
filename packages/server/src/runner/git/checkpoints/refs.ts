// The hidden refs of checkpoints as a whole: carried over to a thread that begins with them, and let go of.
import type { Git } from '../core.ts'
import { existing } from '../worktrees/keep.ts'
import { checkpointPrefix } from './capture.ts'

export interface CheckpointsOf {
  repository: string
  threadId: string
}

/** Lets go of all checkpoints of a thread. */
export async function forgetCheckpoints(
  git: Git,
  { repository, threadId }: CheckpointsOf,
): Promise<void> {
  const { text } = await git(['for-each-ref', '--format=%(refname)', checkpointPrefix(threadId)], {
    cwd: repository,
    name: 'list-checkpoints',
  })
  const refs = text.split('\n').filter((ref) => ref !== '')
  await update(
    git,
    repository,
    refs.map((ref) => `delete ${ref}`),
  )
}

/** Keeps checkpoints of another thread as this one's too: that one may be deleted. */
export async function shareCheckpoints(
  git: Git,
  { repository, threadId, commits }: CheckpointsOf & { commits: Record<string, string> },
): Promise<void> {
  const there = new Set(await existing(git, repository, Object.values(commits)))
  const changes = Object.entries(commits)
    .filter(([, commit]) => there.has(commit))
    .map(([name, commit]) => `update ${checkpointPrefix(threadId)}${name} ${commit}`)
  await update(git, repository, changes)
}

async function update(git: Git, cwd: string, changes: string[]): Promise<void> {
  if (changes.length === 0) return
  const stdin = `${changes.join('\n')}\n`
  await git(['update-ref', '--stdin'], { cwd, name: 'checkpoint-refs', access: 'write', stdin })
}
