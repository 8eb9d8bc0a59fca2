// The worktrees of this machine, as the port promises them: making one twice gives one, a half-made one is cleaned first.
import { assertNever, Problem, type ProblemCode } from '@a-parallel/contract/model'
import { existsSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { shortId } from '../../../platform/short-id.ts'
import { branchName } from '../../git/branch-name.ts'
import type { Git } from '../../git/core.ts'
import { GitError } from '../../git/error.ts'
import { dropHeldBranch, removeHalfMade } from '../../git/worktrees/clean.ts'
import { createWorktree, type CreateAsk, type CreateOutcome } from '../../git/worktrees/create.ts'
import { forgetKept } from '../../git/worktrees/keep.ts'
import { lookAtWorktree, type Look } from '../../git/worktrees/look.ts'
import { restoreWorktree, type RestoreAsk } from '../../git/worktrees/restore.ts'
import { removeStaleLocks } from '../../git/worktrees/left/stale-locks.ts'
import type { Runner, WorktreeOutcome, WorktreePlan } from '../../port.ts'
import type { ReadyStock } from '../../ready/stock.ts'
import { folderOfProject, inside, isAway } from '../../disk/away.ts'
import { discardWorktree } from './discard.ts'
import { localRemovals, tampered, type LocalWorktreesAsk } from './removals.ts'

export function localWorktrees(
  ask: LocalWorktreesAsk & { ready: Pick<ReadyStock, 'mended' | 'turn' | 'putBack' | 'expect'> },
): Runner['worktrees'] {
  const { git, root, isTrusted, ready } = ask
  return {
    ...localRemovals(ask, async (again) => {
      const { path } = again
      if (await isAway(root, path)) return { kind: 'failed', problem: away(path).toValue() }
      return restore(git, { ...again, elsewhere: inside(root, path) })
    }),
    plan({ projectId, threadId, title, prefix, folder }) {
      const branch = branchName({ prefix, title, shortId: shortId(threadId) })
      const leaf = branch.slice(branch.lastIndexOf('/') + 1)
      return { branch, path: join(folderOfProject(folder ?? root, projectId), leaf) }
    },
    async create({ repository, path, branch, base }) {
      // Git would make the folder that a disk is to be mounted at, and put the worktree under it.
      const isOurs = path.startsWith(`${root}${sep}`)
      if (!isOurs && !existsSync(dirname(dirname(path))))
        return { kind: 'failed', problem: away(path).toValue() }
      try {
        const trusted = await isTrusted(repository)
        const mayRunHooks = () => isTrusted(repository, path)
        const ask = { repository, path, branch, base, trusted, mayRunHooks }
        await ready.mended()
        const outcome = (existsSync(path) ? null : await ready.turn(ask)) ?? (await make(git, ask))
        if (outcome.kind === 'ready') ready.expect({ repository, base, folder: dirname(path) })
        return toOutcome(outcome, ask)
      } catch (cause) {
        return failed('worktree_failed', cause instanceof Error ? cause.message : String(cause))
      }
    },
    async discard(discarded) {
      const { repository, path, commit, made } = discarded
      await ready.mended()
      const trusted = await isTrusted(repository, path)
      const isKnown = commit !== null && made !== undefined && made.trusted === trusted
      if (isKnown && (await ready.putBack({ ...discarded, ...made, commit }))) return true
      return discardWorktree(git, { ...discarded, trusted })
    },
    async forget({ branch, ...ask }) {
      await forgetKept(git, ask)
      // Any other was made by somebody else, and the agent turned to it.
      if (branch?.endsWith(`-${shortId(ask.threadId)}`))
        await dropHeldBranch(git, ask.repository, branch)
    },
    async look({ hasAgent, ...ask }) {
      const seen = await lookAtWorktree(git, ask).catch(withoutRepository)
      if (seen.kind === 'missing' && (await isAway(root, ask.path))) return away(ask.path).toValue()
      if (seen.kind !== 'fine') return lossOf(seen, ask).toValue()
      if (!hasAgent) {
        await removeStaleLocks({ ...ask, gitDir: seen.gitDir, now: Date.now() })
      }
      return null
    },
  }
}

/** What an earlier creation has left is cleaned first; one that had come to its end is taken for this one's. */
async function create(git: Git, ask: CreateAsk, mayBeThere: boolean): Promise<CreateOutcome> {
  const left = mayBeThere ? await removeHalfMade(git, ask) : null
  if (left?.kind === 'ready') return { ...left, path: ask.path, branch: ask.branch }
  if (left?.kind === 'refused') return { kind: 'failed', detail: `${ask.path}: ${left.detail}` }
  return createWorktree(git, ask)
}

async function make(git: Git, ask: CreateAsk): Promise<CreateOutcome> {
  const first = await create(git, ask, existsSync(ask.path))
  // A server that died before the folder was there leaves a branch without a commit of its own; or a git that still works
  // at it, and came in between.
  return mayBeLeft.has(first.kind) ? create(git, ask, true) : first
}

const mayBeLeft = new Set<CreateOutcome['kind']>(['branch-exists', 'path-exists'])

async function restore(git: Git, ask: RestoreAsk): Promise<WorktreeOutcome> {
  try {
    return { kind: 'ready', ...(await restoreWorktree(git, ask)) }
  } catch (cause) {
    if (!existsSync(join(ask.repository, '.git'))) {
      return { kind: 'failed', problem: lossOf({ kind: 'no-repository' }, ask).toValue() }
    }
    return failed('worktree_failed', cause instanceof Error ? cause.message : String(cause))
  }
}

/** Nothing is made in its place: it comes back as it was. */
function away(path: string): Problem {
  const detail = `The folder that ${path} lay in is gone or empty. If it lies on a disk of its own, mount that, and resume the thread.`
  return new Problem('worktree_away', detail, { path })
}

function withoutRepository(cause: unknown): { kind: 'no-repository' } {
  const gone = cause instanceof GitError && ['not-a-repository', 'missing-cwd'].includes(cause.code)
  if (gone) return { kind: 'no-repository' }
  throw cause
}

function lossOf(look: Exclude<Look, { kind: 'fine' }>, ask: WorktreePlan & { repository: string }) {
  const { repository, path, branch } = ask
  switch (look.kind) {
    case 'no-repository':
      return new Problem(
        'project_unavailable',
        `There is no repository at ${repository} any more. Put it back, or say where it was moved.`,
      )
    case 'missing':
      return new Problem(
        'worktree_missing',
        `The folder ${path} is gone. Resume the thread to make it again from its branch ${branch}; what was not committed is lost.`,
        { path, branch },
      )
    case 'tampered':
      return tampered(path, look.detail)
    case 'branch-missing':
      return new Problem(
        'branch_missing',
        `The branch ${branch} was deleted. Its commits are kept; resume the thread to restore it.`,
        { branch },
      )
    case 'branch-moved':
      return new Problem(
        'branch_moved',
        `The branch ${branch} was set to another commit from outside. Resume the thread to set it back; both commits are kept.`,
        { branch },
      )
    default:
      return assertNever(look)
  }
}

function toOutcome(
  outcome: CreateOutcome,
  ask: { path: string; branch: string; base: string },
): WorktreeOutcome {
  switch (outcome.kind) {
    case 'ready':
      return { kind: 'ready', path: outcome.path, branch: outcome.branch, commit: outcome.commit }
    case 'branch-exists':
      return failed(
        'worktree_failed',
        `The branch ${ask.branch} exists already. Start the thread anew.`,
      )
    case 'invalid-branch':
      return failed(
        'worktree_failed',
        `${ask.branch} is no valid branch name. Change the project’s branch prefix.`,
      )
    case 'unknown-base':
      return failed('invalid_branch', `There is no branch ${ask.base}. Choose another base branch.`)
    case 'path-exists':
      return failed('worktree_failed', `${ask.path} exists already. Move it away and resume.`)
    case 'no-space':
      return failed('worktree_failed', 'The disk is full. Make room and resume.')
    case 'failed':
      return failed('worktree_failed', `git could not make the worktree: ${outcome.detail}`)
    default:
      return assertNever(outcome)
  }
}

function failed(code: ProblemCode, detail: string): WorktreeOutcome {
  return { kind: 'failed', problem: new Problem(code, detail).toValue() }
}
