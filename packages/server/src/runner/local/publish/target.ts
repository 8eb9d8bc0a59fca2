// What an update takes in: the upstream branch, or the base with what others pushed to it, fetched first.
import { Problem } from '@a-parallel/contract/model'
import { openCheckout } from '../../git/changes/checkout.ts'
import type { Git } from '../../git/core.ts'
import { readUpstream } from '../../git/history/upstream.ts'
import { commitOf, findBase } from '../../git/publish/bases.ts'
import { fetchBranch, type FetchAsk } from '../../git/publish/fetch/branch.ts'
import { FetchFailed } from '../../git/publish/fetch/outcome.ts'
import { fetchPushed } from '../../git/publish/fetch/pushed.ts'
import type { Run } from '../../git/publish/place.ts'
import { remoteNamed, remoteOf } from '../../git/publish/push/remote.ts'
import { readStanding } from '../../git/publish/standing.ts'
import { holdsCommit } from '../../git/publish/update/update.ts'
import { withoutPasswords } from '../../git/remotes/addresses.ts'
import { nameThere, type Remote } from '../../git/remotes/chosen.ts'
import { refusalReason } from '../../git/remotes/reason.ts'
import type { UpdateWish } from '../../publish-port.ts'
import type { PublishAsk } from './open.ts'
import { endOf, printed } from './printed.ts'

export type TargetAsk = PublishAsk & UpdateWish & Pick<FetchAsk, 'credentialFor'>

interface Target {
  commit: string
  /** How it is called, in the message of a merge. */
  name: string
}

export interface Targets {
  /** One after the other. */
  targets: [Target, ...Target[]]
  /** The branch of a remote that was asked, as `origin/main`; null: none was. */
  asked: string | null
}

/** The commits of the base: here, and as it is known to lie on its remote. */
export async function basesOf(
  git: Git,
  run: Run,
  ask: PublishAsk & Pick<UpdateWish, 'base'>,
): Promise<string[]> {
  const lies = await readUpstream(await openCheckout(git, ask), ask.base)
  const known = [(await findBase(run, ask.base))?.commit, lies?.commit]
  return known.flatMap((commit) => commit ?? [])
}

/** Throws a Problem where a remote is to be asked and does not answer: nobody is told that they are up to date then. */
export async function targetsOf(git: Git, run: Run, ask: TargetAsk): Promise<Targets> {
  return ask.from === 'upstream' ? upstreamOf(git, run, ask) : baseTargets(git, run, ask)
}

async function baseTargets(git: Git, run: Run, ask: TargetAsk): Promise<Targets> {
  const { base } = ask
  const found = await findBase(run, base)
  if (found === null)
    throw new Problem('base_missing', `There is no branch ${base} any more.`, { base })
  const own = { commit: found.commit, name: base }
  const lies = ask.here ? null : await readUpstream(await openCheckout(git, ask), base)
  if (lies === null) return { targets: [own], asked: null }
  const { trusted, credentialFor } = ask
  const remote = await remoteNamed(run, lies.remote, lies.branch)
  const fetching = fetchBranch(git, run, { remote, trusted, credentialFor })
  const isThere = await fetched(ask, remote, fetching)
  const asked = nameThere(remote)
  const commit = isThere ? await commitOf(run, remote.tracking) : null
  if (commit === null) return { targets: [own], asked }
  const there = { commit, name: asked }
  if (found.fetched) return { targets: [there], asked }
  return { targets: await bothOf(run, ask, own, there), asked }
}

/** The base here, and what lies on its remote: the one that holds the other, or both where they have parted. */
async function bothOf(
  run: Run,
  { how, base }: TargetAsk,
  own: Target,
  there: Target,
): Promise<Targets['targets']> {
  if (await holdsCommit(run, own.commit, there.commit)) return [own]
  if (await holdsCommit(run, there.commit, own.commit)) return [there]
  if (how === 'merge') return [own, there]
  const head = (await commitOf(run, 'HEAD')) ?? own.commit
  if (await holdsCommit(run, head, there.commit)) return [own]
  // A rebase from one onto the other would make the first one's commits anew, as if they were the branch's own.
  throw new Problem(
    'base_parted',
    `${base} here and ${there.name} have parted. Update by merge, which takes in both, or bring the two together first.`,
    { base, upstream: there.name },
  )
}

async function upstreamOf(git: Git, run: Run, ask: TargetAsk): Promise<Targets> {
  const { trusted, credentialFor } = ask
  const { branch } = await readStanding(run)
  const remote = branch === null ? null : await remoteOf(run, branch)
  const fetching = remote && fetchPushed(git, run, { remote, trusted, credentialFor })
  if (!fetching || !(await fetched(ask, remote, fetching)))
    throw new Problem('upstream_missing', 'The branch lies on no remote yet. Push it first.')
  const commit = await commitOf(run, remote.tracking)
  if (commit === null) throw new Problem('upstream_missing')
  const asked = nameThere(remote)
  return { targets: [{ commit, name: asked }], asked }
}

async function fetched(
  { from, how, base }: TargetAsk,
  { name: remote }: Remote,
  fetching: Promise<boolean>,
): Promise<boolean> {
  try {
    return await fetching
  } catch (cause) {
    if (!(cause instanceof FetchFailed)) throw cause
    const message = withoutPasswords(cause.message)
    const said = endOf(message)
    const reason = refusalReason('', message) ?? 'other'
    const values = { ...printed(message), remote, from, how, base }
    if (reason === 'signed-out')
      throw new Problem(
        'fetch_signed_out',
        `You are not signed in there, or may not read it. Give a token for that host in the settings, or sign in with git or ssh in a terminal; then update again.\n\n${said}`,
        values,
      )
    throw new Problem(
      'fetch_failed',
      `Git could not fetch from ${remote}, so nothing was taken in: ${said}`,
      { ...values, reason },
    )
  }
}
