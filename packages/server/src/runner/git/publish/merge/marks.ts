// What a merge was about to do, kept as hidden refs, so that a server that was killed in between finds out what is left:
// `refs/a-parallel/merging/<thread>/before` and `/after`, and under `/into/` the branch.
import type { Git } from '../../core.ts'
import type { Place } from '../place.ts'
import { checkoutsOf, follow, readiness, type Readiness } from './checkouts.ts'

export interface MergeMark {
  threadId: string
  branch: string
  before: string
  after: string
}

const prefix = 'refs/a-parallel/merging/'

export async function markMerge(git: Git, repository: string, mark: MergeMark): Promise<void> {
  const { before, after } = mark
  await update(git, repository, [
    `update ${prefix}${mark.threadId}/before ${before}`,
    `update ${prefix}${mark.threadId}/after ${after}`,
    `update ${prefix}${mark.threadId}/into/${mark.branch} ${before}`,
  ])
}

export async function unmarkMerge(git: Git, repository: string, mark: MergeMark): Promise<void> {
  const names = ['before', 'after', `into/${mark.branch}`]
  await update(
    git,
    repository,
    names.map((name) => `delete ${prefix}${mark.threadId}/${name}`),
  )
}

/** A checkout that could not follow its branch yet. */
export interface Left {
  threadId: string
  branch: string
  checkout: string
  why: Exclude<Readiness, { kind: 'ready' }>
}

export interface FinishAsk {
  repository: string
  /** Whether what the repository brings may run in this checkout of it. Asked right before git works there. */
  trustedIn: (checkout: string) => Promise<boolean>
}

/**
 * Brings merges to their end that were cut off: where the base had moved, its checkouts follow, unless somebody has
 * worked in them since. Called under the repository's lock.
 * @returns the checkouts that wait for somebody's work: their marks stay until they could follow, or the base goes on.
 */
export async function finishMerges(
  git: Git,
  { repository, trustedIn }: FinishAsk,
): Promise<Left[]> {
  const all: Left[] = []
  for (const mark of await readMarks(git, repository)) {
    const now = await git(['rev-parse', '--verify', '--quiet', `refs/heads/${mark.branch}`], {
      cwd: repository,
      name: 'base-commit',
      successExitCodes: [0, 1],
    })
    const left: Left[] = []
    if (now.text.trim() === mark.after) {
      for (const checkout of await checkoutsOf(git, repository, mark.branch)) {
        const why = await catchUp(git, { path: checkout, trusted: await trustedIn(checkout) }, mark)
        const { threadId, branch } = mark
        if (why) left.push({ threadId, branch, checkout, why })
      }
    }
    if (left.length === 0) await unmarkMerge(git, repository, mark)
    all.push(...left)
  }
  return all
}

/** Null: it followed, now or before. */
async function catchUp(
  git: Git,
  place: Place,
  { before, after }: MergeMark,
): Promise<Left['why'] | null> {
  const ready = await readiness(git, place, { from: before, to: after, moved: true })
  if (ready.kind !== 'ready') return ready
  return (await follow(git, place, before, after)) ? null : { kind: 'busy' }
}

/** Whether a merge was cut off, or is under way. */
export async function hasMarks(git: Git, repository: string): Promise<boolean> {
  return (await readMarks(git, repository)).length > 0
}

async function readMarks(git: Git, repository: string): Promise<MergeMark[]> {
  const { text } = await git(['for-each-ref', '--format=%(refname) %(objectname)', prefix], {
    cwd: repository,
    name: 'list-merge-marks',
  })
  const marks = new Map<string, Partial<MergeMark>>()
  for (const line of text.split('\n')) {
    const [, threadId, what, commit] =
      /^refs\/a-parallel\/merging\/([^/]+)\/(\S+) (\S+)$/.exec(line) ?? []
    if (threadId === undefined || what === undefined || commit === undefined) continue
    const mark = marks.get(threadId) ?? { threadId }
    if (what === 'before' || what === 'after') mark[what] = commit
    else mark.branch = what.slice('into/'.length)
    marks.set(threadId, mark)
  }
  return [...marks.values()].flatMap(({ threadId, branch, before, after }) =>
    threadId && branch && before && after ? [{ threadId, branch, before, after }] : [],
  )
}

async function update(git: Git, cwd: string, changes: string[]): Promise<void> {
  const stdin = `${changes.join('\n')}\n`
  await git(['update-ref', '--stdin'], { cwd, name: 'merge-marks', access: 'write', stdin })
}
