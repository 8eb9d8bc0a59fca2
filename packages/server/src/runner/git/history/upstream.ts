// Where a base lies on a remote, so that it can be asked what others pushed to it.
import { readRef, type TipsAsk } from './tips.ts'

export interface BaseUpstream {
  remote: string
  /** Its name there. */
  branch: string
  /** `refs/remotes/origin/main`: what was seen of it last. */
  tracking: string
  /** The commit that this is at; null: nothing was fetched yet. */
  commit: string | null
}

/**
 * Of a local branch: what git was told it follows (`git branch -vv`), unless that is another one here; else the branch of its name that was fetched from
 * `origin`, or from the only remote. Of `origin/main`: that. Null: it lies on no remote that is known of.
 */
export async function readUpstream(ask: TipsAsk, base: string): Promise<BaseUpstream | null> {
  // The last one wins.
  const set = new Map((await ask.settings()).map(({ key, value }) => [key, value ?? '']))
  const remotes = new Set<string>()
  for (const key of set.keys()) {
    const name = /^remote\.([^]+)\.url$/.exec(key)?.[1]
    if (name !== undefined) remotes.add(name)
  }
  if (remotes.size === 0) return null
  if ((await readRef(ask, `refs/heads/${base}`)) === null) {
    const remote = [...remotes].find((name) => base.startsWith(`${name}/`))
    return remote === undefined ? null : fetchedOf(ask, remote, base.slice(remote.length + 1))
  }
  const remote = set.get(`branch.${base}.remote`)
  const branch = /^refs\/heads\/([^]+)$/.exec(set.get(`branch.${base}.merge`) ?? '')?.[1]
  // `git switch -c feature origin/main` has `feature` follow what it was begun at, which is another branch here.
  const isOther = branch !== base && (await readRef(ask, `refs/heads/${branch}`)) !== null
  if (remote !== undefined && branch !== undefined && !isOther) {
    if (!remotes.has(remote)) return null
    const tracking = `refs/remotes/${remote}/${branch}`
    return { remote, branch, tracking, commit: await readRef(ask, tracking) }
  }
  const [first] = remotes
  const usual = remotes.has('origin') ? 'origin' : remotes.size === 1 ? first : undefined
  return usual === undefined ? null : fetchedOf(ask, usual, base)
}

async function fetchedOf(
  ask: TipsAsk,
  remote: string,
  branch: string,
): Promise<BaseUpstream | null> {
  const tracking = `refs/remotes/${remote}/${branch}`
  const commit = await readRef(ask, tracking)
  return commit === null ? null : { remote, branch, tracking, commit }
}
