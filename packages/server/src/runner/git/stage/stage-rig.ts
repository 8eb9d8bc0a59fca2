// Staging, unstaging, reverting and putting back as a person does it: by what was seen a moment before. For tests.
import { deepStrictEqual } from 'node:assert'
import type { ChangedFile, Kept, KeptId, OwnerId } from '@a-parallel/shared'
import { openReviewRig, type ReviewRig } from '../changes/review-rig.ts'
import type { Pick } from './selected.ts'

export interface StageRig extends ReviewRig {
  /** As what something is kept, and whose it is. */
  keeping(): { owner: OwnerId; id: KeptId }
  stage(path: string, hunks?: Pick[]): Promise<unknown>
  unstage(path: string, hunks?: Pick[], from?: string): Promise<unknown>
  revert(path: string, hunks?: Pick[]): Promise<Kept>
  restore(kept: Kept): Promise<Kept>
  kept(): Promise<Kept[]>
  /** What the index holds at a path; null: nothing. */
  index(path: string): string | null
}

const owner = 'local' as OwnerId // Of the right shape.
const newId = () => crypto.randomUUID() as KeptId // Likewise.

export async function openStageRig(
  files: Record<string, string>,
  objectFormat: 'sha1' | 'sha256' = 'sha1',
  folder?: string,
): Promise<StageRig> {
  const rig = await openReviewRig(files, objectFormat, folder)
  const pick = async (
    scope: 'staged' | 'unstaged',
    path: string,
    hunks?: Pick[],
    from?: string,
  ) => {
    const { files: found } = await rig.list(scope)
    const version = found.find((file) => file.path === path)?.version ?? 'none'
    return {
      path,
      version,
      ...(from === undefined ? {} : { from }),
      hunks: hunks?.map(({ hunk, lines }) => ({ hunk, lines: lines && [...lines] })),
    }
  }
  const left = leftIn(rig)
  return {
    ...rig,
    keeping: () => ({ owner, id: newId() }),
    async stage(path, hunks) {
      const meant = [await pick('unstaged', path, hunks)]
      const ask = { ...rig.ask, owner, id: newId(), action: 'stage' as const, files: meant }
      return left('unstaged', { path }, await rig.review.stage(ask))
    },
    async unstage(path, hunks, from) {
      const meant = [await pick('staged', path, hunks, from)]
      const ask = { ...rig.ask, owner, id: newId(), action: 'unstage' as const, files: meant }
      const named = { path, ...(from !== undefined && { from }) }
      return left('staged', named, await rig.review.stage(ask))
    },
    async revert(path, hunks) {
      const meant = [await pick('unstaged', path, hunks)]
      const ask = { ...rig.ask, owner, id: newId(), files: meant }
      const done = await rig.review.revert(ask)
      await left('unstaged', { path }, done.left)
      return done.kept
    },
    restore: ({ id }) => rig.review.restoreKept({ ...rig.ask, owner, id: newId(), keptId: id }),
    kept: () => rig.review.kept({ repository: rig.ask.repository, owner }),
    index(path) {
      const held = rig.git('--literal-pathspecs', 'ls-files', '--', path) !== ''
      return held ? rig.repository.exact(['cat-file', 'blob', `:${path}`], rig.ask.path) : null
    },
  }
}

/** What is told of these files alone is what the list of all tells of them. */
function leftIn(rig: ReviewRig) {
  return async (
    scope: 'staged' | 'unstaged',
    { path, from }: { path: string; from?: string },
    told: ChangedFile[],
  ) => {
    const { files } = await rig.list(scope)
    deepStrictEqual(
      told,
      files.filter((file) => file.path === path || file.path === from),
    )
    return told
  }
}
