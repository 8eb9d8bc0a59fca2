// Where a branch parted from the one it will be merged into.
import type { BaseAsk } from '../../review-port.ts'
import type { Parting } from '../history/partings.ts'
import { readTips } from '../history/tips.ts'
import { readUpstream } from '../history/upstream.ts'
import type { Checkout } from './checkout.ts'

export interface Base extends Parting {
  name: string
  /** The branch of a remote that an update asks for what is new, as `origin/main`. */
  upstream: string | null
}

/**
 * A branch may have taken in what its base's upstream gained, and the base here not: what others pushed there is none of
 * the branch's own, so that it parted from the one of the two that it shares more with.
 */
export async function readBase(checkout: Checkout, ask: BaseAsk | null): Promise<Base | null> {
  if (ask === null) return null
  const { name } = ask
  const [{ tip, head }, there] = await Promise.all([
    readTips(checkout, name),
    readUpstream(checkout, name),
  ])
  const upstream = there && `${there.remote}/${there.branch}`
  if (tip === null) return { name, upstream, mergeBase: ask.began, ahead: 0, behind: 0 }
  if (head === null) return { name, upstream, mergeBase: null, ahead: 0, behind: 0 }
  const parting = await checkout.partings({ ...checkout, tip, head })
  const commit = there?.commit ?? null
  if (commit === null || commit === tip || parting.ahead === 0)
    return { name, upstream, ...parting }
  const { mergeBase, ahead } = await checkout.partings({ ...checkout, tip: commit, head })
  const isNearer = mergeBase !== null && ahead < parting.ahead
  return { name, upstream, ...parting, ...(isNearer ? { mergeBase, ahead } : {}) }
}
