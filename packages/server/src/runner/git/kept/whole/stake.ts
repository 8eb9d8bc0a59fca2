// What would go with a worktree. Each question is asked by itself; one that has no answer is told as such, and never taken
// for "nothing". Must change nothing.
import { nothingAtStake } from '@a-parallel/contract/model'
import type { AtStake, Named, RefusedAtStake, StakeQuestion } from '@a-parallel/shared'
import { createHash } from 'node:crypto'
import { openCheckout } from '../../changes/checkout.ts'
import type { Git } from '../../core.ts'
import { commonDirOf } from '../../worktrees/common-dir.ts'
import { worktreeState, type WorktreeState } from '../../worktrees/state.ts'
import { readIgnored, type Ignored } from './ignored.ts'
import {
  countOwnCommits,
  NotText,
  readRepositories,
  readUncommitted,
  type Uncommitted,
  type WholePlace,
} from './reading.ts'
import { readRefused, readUnsaid } from './refused.ts'
import { isHeldFast } from './remove-whole.ts'
import { changedUnwatched, readEntries } from './tracked.ts'

export interface StakeAsk {
  repository: string
  path: string
  /** It is known, or may be, that it was finished once. */
  wasWhole: boolean
  isTrusted: () => Promise<boolean>
  /** Told why a question has no answer. */
  onUnknown: (question: StakeQuestion, cause: unknown) => void
}

const most = 200

export async function readAtStake(git: Git, ask: StakeAsk): Promise<AtStake> {
  const unknown: StakeQuestion[] = []
  let unnamed: string[] = []
  const known = async <T>(question: StakeQuestion, work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work()
    } catch (cause) {
      ask.onUnknown(question, cause)
      if (!unknown.includes(question)) unknown.push(question)
      if (cause instanceof NotText) unnamed = cause.paths
      return null
    }
  }
  const seen = await known('worktree', async () => {
    const state = await worktreeState(await commonDirOf(git, ask.repository), ask.path)
    return { state, trusted: await ask.isTrusted() }
  })
  if (seen === null || seen.state.kind === 'tampered') return unclear(ask.path)
  // Its index may be gone, or it never had one (`git worktree add --no-checkout`): any work may be in it.
  if (seen.state.kind === 'half-made' && ask.wasWhole) return unclear(ask.path)
  const place = placeOf(ask.path, seen.state, seen.trusted)
  // One that is gone, or was never finished, holds nothing.
  if (place === null) return nothingAtStake
  const { refusing, ...found } = await readFound(git, place, known)
  const refused = [
    ...unnamed.map((path): RefusedAtStake => ({ path, reason: 'encoding', kept: false })),
    ...refusing,
  ]
  const stays =
    unknown.length > 0 ||
    found.repositories.total > 0 ||
    refused.some(({ kept }) => !kept) ||
    (await isHeldFast(place))
  const atStake: AtStake = {
    ...found,
    refused: { entries: refused.slice(0, most), total: refused.length },
    unknown,
    stays: stays ? ask.path : null,
    stake: null,
  }
  return { ...atStake, stake: isAnything(atStake) ? digestOf(atStake) : null }
}

type Known = <T>(question: StakeQuestion, work: () => Promise<T>) => Promise<T | null>

async function readFound(
  git: Git,
  place: WholePlace,
  known: Known,
): Promise<
  Omit<AtStake, 'stake' | 'unknown' | 'stays' | 'refused'> & { refusing: RefusedAtStake[] }
> {
  const uncommitted = await known('changes', () => readUncommitted(git, place))
  if (uncommitted === null) return { ...nothingAtStake, refusing: [] }
  const { branch, operation, staged, unstaged, untracked } = uncommitted
  const ignored = await known('ignored', () => readIgnored(place.path, uncommitted))
  const quiet = await known('changes', () => readQuiet(git, place, uncommitted, ignored))
  const checkouts = [...(ignored?.checkouts ?? []), ...(quiet?.checkouts ?? [])]
  const [repositories, count] = await Promise.all([
    known('submodules', () => readRepositories(git, place, uncommitted, checkouts)),
    known('commits', () => countOwnCommits(git, place, branch)),
  ])
  const entries = ignored?.entries ?? []
  const { refused = [], unwatched = [] } = quiet ?? {}
  const apart = new Set(refused.map(({ path }) => path))
  const others = (paths: readonly string[]) => named(paths.filter((path) => !apart.has(path)))
  return {
    commits: { branch, count: count ?? 0 },
    staged: named(staged),
    unstaged: others([...new Set([...unstaged, ...unwatched])]),
    untracked: others(untracked),
    refusing: refused,
    ignored: { entries: entries.slice(0, most), total: entries.length },
    operation,
    repositories: named(repositories ?? uncommitted.repositories),
  }
}

/** What git does not say, or was told not to look at. */
async function readQuiet(
  git: Git,
  place: WholePlace,
  uncommitted: Uncommitted,
  ignored: Ignored | null,
) {
  const checkout = await openCheckout(git, place)
  const entries = await readEntries(checkout)
  const { keep, closed } = ignored ?? { keep: [], closed: [] }
  const unsaid = await readUnsaid(checkout, uncommitted, { keep, closed }, entries)
  return {
    unwatched: await changedUnwatched(checkout, entries),
    refused: await readRefused(checkout, uncommitted, unsaid),
    checkouts: unsaid.walked.checkouts,
  }
}

function placeOf(path: string, state: WorktreeState, trusted: boolean): WholePlace | null {
  return state.kind === 'ready' ? { path, gitDir: state.gitDir, trusted } : null
}

function unclear(path: string): AtStake {
  const atStake: AtStake = { ...nothingAtStake, unknown: ['worktree'], stays: path }
  return { ...atStake, stake: digestOf(atStake) }
}

function isAnything({ commits, operation, unknown, ...named }: AtStake): boolean {
  const { staged, unstaged, untracked, ignored, refused, repositories } = named
  const some = [staged, unstaged, untracked, ignored, refused, repositories].some(
    ({ total }) => total > 0,
  )
  // Those of a branch stay with it.
  const loose = commits.branch === null && commits.count > 0
  return some || loose || operation !== null || unknown.length > 0
}

function digestOf(atStake: AtStake): string {
  return createHash('sha256').update(JSON.stringify(atStake)).digest('hex').slice(0, 32)
}

function named(paths: readonly string[]): Named {
  return { paths: paths.slice(0, most), total: paths.length }
}
