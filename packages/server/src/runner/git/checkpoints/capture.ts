// Writes down what a checkout's files are: a commit under a hidden ref, made beside the checkout's index, HEAD and branches.
import type { Git } from '../core.ts'
import type { Shadow } from './shadow.ts'

/** Prefix of the refs of a thread's checkpoints. */
export function checkpointPrefix(threadId: string): string {
  return `refs/a-parallel/checkpoints/${threadId}/`
}

/** The tree of the shadow index. Objects that a partial clone has not fetched are not asked for. */
export async function writeTree({ run, withoutFilters }: Shadow): Promise<string> {
  const { text } = await run(['write-tree', '--missing-ok'], 'checkpoint-tree', {
    access: 'write',
    settings: withoutFilters,
  })
  return text.trim()
}

/** Whom our own commits are by: nobody’s name stands on a hidden ref. */
export const ownSignature = {
  GIT_AUTHOR_NAME: 'a-parallel',
  GIT_AUTHOR_EMAIL: 'a-parallel@localhost',
  GIT_COMMITTER_NAME: 'a-parallel',
  GIT_COMMITTER_EMAIL: 'a-parallel@localhost',
}

/** Bytes that git would not write back: a tree of them, and the commit that holds it. */
export interface KeptBytes {
  tree: string
  commit: string
}

/** What a checkpoint tells of them. Null: there are none; undefined: nothing is converted, and nobody looked. */
export type ToldBytes = KeptBytes | null | undefined

const told = /^bytes (none|[0-9a-f]+)$/m

/** The message of a checkpoint. */
function messageOf(ref: string, bytes: ToldBytes): string {
  return bytes === undefined ? ref : `${ref}\n\nbytes ${bytes?.tree ?? 'none'}`
}

/** The tree of what a checkpoint keeps of them. */
export async function bytesTold(
  { run }: Pick<Shadow, 'run'>,
  commit: string,
): Promise<string | null | undefined> {
  const { text } = await run(['log', '-1', '--format=%b', commit, '--'], 'checkpoint-told')
  const tree = told.exec(text)?.[1]
  return tree === 'none' ? null : tree
}

/** A commit of the tree under this ref, on top of what is checked out. */
export async function keepTree(
  { run }: Shadow,
  { tree, bytes }: { tree: string; bytes: ToldBytes },
  ref: string,
): Promise<string> {
  const head = await run(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], 'checkpoint-head', {
    successExitCodes: [0, 1, 128],
  })
  const parents = [...(head.code === 0 ? [head.text.trim()] : []), ...(bytes ? [bytes.commit] : [])]
  const args = ['commit-tree', ...parents.flatMap((one) => ['-p', one]), '-F', '-', tree]
  const made = await run(args, 'checkpoint-commit', {
    stdin: messageOf(ref, bytes),
    access: 'write',
    env: ownSignature,
  })
  const commit = made.text.trim()
  await run(['update-ref', ref, commit], 'checkpoint-ref', { access: 'write' })
  return commit
}

/** The same for files that are those of a commit, without a look at them. */
export async function keepCommit(
  git: Git,
  ask: { repository: string; commit: string; bytes: null | undefined; ref: string },
): Promise<string> {
  const { repository, commit, bytes, ref } = ask
  const write = { cwd: repository, access: 'write' } as const
  const made = await git(['commit-tree', '-p', commit, '-F', '-', `${commit}^{tree}`], {
    ...write,
    name: 'checkpoint-commit',
    stdin: messageOf(ref, bytes),
    env: ownSignature,
  })
  const kept = made.text.trim()
  await git(['update-ref', ref, kept], { ...write, name: 'checkpoint-ref' })
  return kept
}

/** Lets go of one, if it is there. */
export async function dropRef(git: Git, repository: string, ref: string): Promise<void> {
  await git(['update-ref', '-d', ref], {
    cwd: repository,
    access: 'write',
    name: 'checkpoint-drop',
  })
}
