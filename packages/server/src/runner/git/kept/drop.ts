// What the things that are kept take, and how they are destroyed before their time.
import type { KeptId, OwnerId } from '@a-parallel/shared'
import type { Git } from '../core.ts'
import { listKept } from './refs.ts'

export interface KeptOfAsk {
  repository: string
  owner: OwnerId
}

/** So many are looked at, the newest first: each costs a git of its own. */
const mostLooked = 200

export async function keptBytes(
  git: Git,
  { repository, owner }: KeptOfAsk,
): Promise<ReadonlyMap<KeptId, number>> {
  const all = await listKept(git, repository, Date.now())
  const mine = all.filter(({ note }) => note.owner === owner).slice(0, mostLooked)
  const bytes = new Map<KeptId, number>()
  for (const { note, commit } of mine) {
    const args = ['ls-tree', '-r', '-l', '-z', '--full-tree', commit]
    const text = await git(args, { cwd: repository, name: 'kept-bytes' }).then(
      (listed) => listed.text,
      () => null, // Too much to list, or damaged: it is not told.
    )
    if (text === null) continue
    const sizes = text.split('\0').map((line) => /^\d+ blob [0-9a-f]+ +(\d+)\t/.exec(line)?.[1])
    bytes.set(
      note.id,
      sizes.reduce((sum, size) => sum + Number(size ?? 0), 0),
    )
  }
  return bytes
}

export async function dropKept(
  git: Git,
  { repository, owner, ids }: KeptOfAsk & { ids: readonly KeptId[] },
): Promise<void> {
  const all = await listKept(git, repository, Date.now())
  const mine = all.filter(({ note }) => note.owner === owner && ids.includes(note.id))
  if (mine.length === 0) return
  await git(['update-ref', '--stdin'], {
    cwd: repository,
    name: 'drop-kept',
    access: 'write',
    stdin: mine.map(({ ref, commit }) => `delete ${ref} ${commit}\n`).join(''),
  })
}
