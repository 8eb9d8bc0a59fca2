// Removing worktrees of this machine, and making them again with what was kept of them: one thing after the other at each
// place.
import type { Log } from '../../../platform/log.ts'
import { assertNever, Problem } from '@a-parallel/contract/model'
import type { KeptId } from '@a-parallel/shared'
import type { Git } from '../../git/core.ts'
import { putWhole } from '../../git/kept/whole/put-whole.ts'
import { holdArchived, tipOf } from '../../git/kept/whole/refs.ts'
import {
  keepArchived,
  letGoArchived,
  removeWhole,
  type RemoveWholeOutcome,
} from '../../git/kept/whole/remove-whole.ts'
import { readAtStake } from '../../git/kept/whole/stake.ts'
import { commonDirOf } from '../../git/worktrees/common-dir.ts'
import { removeWorktree } from '../../git/worktrees/remove.ts'
import type { RestoreAsk } from '../../git/worktrees/restore.ts'
import { worktreeState } from '../../git/worktrees/state.ts'
import type { KeepWorktree, Runner, WorktreeAsk, WorktreeOutcome } from '../../port.ts'
import { oneAtATime } from '../one-at-a-time.ts'
import type { LocalTrust } from '../trust.ts'

export interface LocalWorktreesAsk {
  git: Git
  /** The folder that they lie below. */
  root: string
  isTrusted: LocalTrust['isTrusted']
  umask: number
  log: Log
}

type Removals = Pick<
  Runner['worktrees'],
  'remove' | 'restore' | 'atStake' | 'keepArchived' | 'forgetArchived'
>

/** @param restore makes one again from its branch. */
export function localRemovals(
  setup: LocalWorktreesAsk,
  restore: (ask: RestoreAsk) => Promise<WorktreeOutcome>,
): Removals {
  const { git, isTrusted, umask, log } = setup
  const inTurn = oneAtATime<string>()
  const keeping = (keep: KeepWorktree) => ({ ...keep, id: newId(), now: Date.now(), umask })
  return {
    remove: ({ repository, path, keep, tornDown = false }) =>
      inTurn(path, async () => {
        const ask = { repository, path, trusted: await isTrusted(repository, path) }
        if (keep === null) return removeClean(git, ask)
        const outcome = await removeWhole(git, { ...ask, ...keeping(keep) }, tornDown)
        if (outcome.kind !== 'removed') throw leftThere(path, outcome)
      }),
    keepArchived: ({ repository, path, keep }) =>
      inTurn(path, async () => {
        const trusted = await isTrusted(repository, path)
        await keepArchived(git, { repository, path, trusted, ...keeping(keep) })
      }),
    forgetArchived: ({ repository, path, keep, tornDown }) =>
      inTurn(path, async () => {
        const ask = { repository, path, ...keeping(keep) }
        if (!tornDown) return holdArchived(git, ask, null)
        await letGoArchived(git, { ...ask, trusted: await isTrusted(repository, path) })
      }),
    restore: (ask) =>
      inTurn(ask.path, async () => {
        const { repository, path } = ask
        const before = await worktreeState(await commonDirOf(git, repository), path)
        const tip = () => tipOf(git, { ...ask, now: Date.now() })
        const outcome = await restore({ ...ask, tip, trusted: await isTrusted(repository) })
        if (outcome.kind === 'failed') return outcome
        return withKept(setup, ask, outcome, before.kind === 'missing')
      }),
    atStake: ({ repository, path, wasWhole = false }) =>
      readAtStake(git, {
        repository,
        path,
        wasWhole,
        isTrusted: () => isTrusted(repository, path),
        onUnknown: (question, cause) =>
          log.warn({ err: cause, path, question }, 'what is at stake could not be found out'),
      }),
  }
}

function newId(): KeptId {
  return crypto.randomUUID() as KeptId // It gives UUIDs.
}

function leftThere(
  path: string,
  outcome: Exclude<RemoveWholeOutcome, { kind: 'removed' }>,
): Problem {
  switch (outcome.kind) {
    case 'tampered':
      return tampered(path, outcome.detail)
    case 'not-to-be-kept': {
      const detail = `${path} is left where it is. It holds what cannot be kept: ${outcome.paths.join(', ')}`
      return new Problem('worktree_has_changes', detail)
    }
    case 'locked':
      return locked(path)
    default:
      return assertNever(outcome)
  }
}

function locked(path: string): Problem {
  return new Problem('checkout_busy', `${path} is locked. Unlock it: git worktree unlock`)
}

export function tampered(path: string, detail: string): Problem {
  return new Problem('worktree_tampered', `${path} is no longer of its repository: ${detail}.`)
}

async function removeClean(
  git: Git,
  ask: { repository: string; path: string; trusted: boolean },
): Promise<void> {
  const outcome = await removeWorktree(git, ask)
  if (outcome.kind === 'has-changes') {
    throw new Problem(
      'worktree_has_changes',
      `Commit or discard these first: ${outcome.paths.join(', ')}`,
    )
  }
  if (outcome.kind === 'locked') throw locked(ask.path)
  if (outcome.kind === 'tampered') throw tampered(ask.path, outcome.detail)
}

/** Done again it goes on where it failed. */
async function withKept(
  { git, isTrusted, umask, log }: LocalWorktreesAsk,
  { repository, threadId }: WorktreeAsk,
  made: Extract<WorktreeOutcome, { kind: 'ready' }>,
  fresh: boolean,
): Promise<WorktreeOutcome> {
  const { path } = made
  try {
    const state = await worktreeState(await commonDirOf(git, repository), path)
    if (state.kind !== 'ready') return made
    const trusted = () => isTrusted(repository, path)
    const place = { path, gitDir: state.gitDir, trusted: await trusted() }
    const outcome = await putWhole(git, place, {
      repository,
      threadId,
      umask,
      now: Date.now(),
      fresh,
      id: newId(),
      isTrusted: trusted,
    })
    switch (outcome) {
      case 'nothing-kept':
      case 'put-back':
        return made
      case 'elsewhere':
        log.info({ path }, 'what was kept of a worktree is not put back by itself')
        return made
      default:
        return assertNever(outcome)
    }
  } catch (cause) {
    log.warn({ err: cause, path }, 'what was kept of a worktree could not be put back')
    const detail = `What was kept of ${path} could not be put back; it is still kept. Resume the thread to try again.`
    return { kind: 'failed', problem: new Problem('worktree_failed', detail).toValue() }
  }
}
