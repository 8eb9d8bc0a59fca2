// What every work on a thread's branch has in common: it is done in a checkout that is still the repository's own, one
// piece of it after the other.
import { Problem } from '@a-parallel/contract/model'
import type { Git } from '../../git/core.ts'
import { GitError } from '../../git/error.ts'
import type { CheckoutAsk } from '../../port.ts'
import { refuseForeign } from '../foreign.ts'
import type { OneAtATime } from '../one-at-a-time.ts'
import { endOf, printed } from './printed.ts'

/** Whether what a repository brings may run where git is to work in this checkout. */
export type IsTrusted = (repository: string, checkout: string) => Promise<boolean>

/** A checkout, with whether the repository's hooks, filters, signing and credential helpers work in it. */
export type PublishAsk = CheckoutAsk & { trusted: boolean }

type Work = <A extends CheckoutAsk, T>(
  ask: A,
  work: (ask: A & PublishAsk) => Promise<T>,
) => Promise<T>

export interface Turns {
  /** After all that was begun in this checkout before: it changes index, files or branch. */
  inTurn: Work
  /** Beside whatever else is done there. */
  atOnce: Work
}

export interface TurnsAsk {
  git: Git
  inTurn: OneAtATime<string>
  isTrusted: IsTrusted
}

export function openTurns({ git, inTurn, isTrusted }: TurnsAsk): Turns {
  const atOnce: Work = async (ask, work) => {
    await refuseForeign(git, ask)
    const trusted = await isTrusted(ask.repository, ask.path)
    return work({ ...ask, trusted }).catch(explain)
  }
  return { atOnce, inTurn: (ask, work) => inTurn(ask.path, () => atOnce(ask, work)) }
}

export function locked(): Problem {
  return new Problem(
    'index_locked',
    'Git, or an agent, is at work in this checkout. Wait for it, and try again.',
  )
}

function explain(cause: unknown): never {
  if (!(cause instanceof GitError)) throw cause
  if (cause.code === 'lock') throw locked()
  if (cause.code === 'aborted') throw new Problem('work_stopped', 'It was stopped before its end.')
  if (cause.code === 'no-space')
    throw new Problem('disk_full', 'The disk is full. Make room, and try again.')
  if (cause.code === 'timeout')
    throw new Problem('git_failed', 'Git, or a hook, took too long and was ended. Try again.')
  throw new Problem('git_failed', endOf(cause.message), {}, { cause })
}

/** Names for a Problem: the first few, and how many there are. */
export function named(paths: readonly string[]): { paths: string; count: number } {
  return { paths: paths.slice(0, 20).join('\n'), count: paths.length }
}

export function few(paths: readonly string[]): string {
  const rest = paths.length > 5 ? `, and ${paths.length - 5} more` : ''
  return paths.slice(0, 5).join(', ') + rest
}

export function headMoved(head: string | null): Problem {
  return new Problem(
    'head_moved',
    'Somebody committed here, or moved the branch, since you looked. Look again.',
    { head: head ?? '' },
  )
}

export function identityMissing(): Problem {
  return new Problem(
    'identity_missing',
    'Git knows no name and address to commit with. Set them: git config --global user.name "…" and user.email "…"',
  )
}

/** Nothing was committed since the program that signs did not: as it was before, in a merge and an update as well. */
export function signingFailed(said: string): Problem {
  return new Problem(
    'signing_failed',
    `Git could not sign the commit, so none was made, and everything is as it was. See that the program that signs is installed and your key is unlocked, or sign no commits here: git config commit.gpgSign false\n\n${endOf(said)}`,
    printed(said),
  )
}

export function operationRunning(operation: string): Problem {
  return new Problem(
    'operation_running',
    `Git is in the middle of a ${operation} here. Finish or abort it first.`,
    { operation },
  )
}

export function checkoutOf({ repository, path, threadId, ownsCheckout }: PublishAsk): CheckoutAsk {
  return { repository, path, threadId, ownsCheckout }
}
