// The checkpoint that an update began with, by which it can be taken back whole. It is there only while one is under way.
import type { Git } from '../../core.ts'
import { checkpointPrefix } from '../../checkpoints/capture.ts'

export interface KeptAsk {
  repository: string
  threadId: string
}

/** The checkpoint's name among the thread's. */
export const beforeUpdate = 'update/before'

const refOf = ({ threadId }: KeptAsk) => `${checkpointPrefix(threadId)}${beforeUpdate}`

/** `head`: where the branch was. Null: no update of ours is under way. */
export async function keptBefore(
  git: Git,
  ask: KeptAsk,
): Promise<{ commit: string; head: string } | null> {
  const { text } = await git(['for-each-ref', '--format=%(objectname) %(parent)', refOf(ask)], {
    cwd: ask.repository,
    name: 'kept-before-update',
  })
  const [commit = '', head = ''] = text.trim().split(' ')
  return commit === '' || head === '' ? null : { commit, head }
}

export async function forgetBefore(git: Git, ask: KeptAsk): Promise<void> {
  await git(['update-ref', '--stdin'], {
    cwd: ask.repository,
    name: 'forget-before-update',
    access: 'write',
    stdin: `delete ${refOf(ask)}\n`,
  })
}
