// What the name of a base stands for: a branch of this repository, one that was fetched, or any commit.
import { isPlainRevision } from '../names.ts'
import type { Run } from './place.ts'

export interface BaseTip {
  commit: string
  /** The local branch, which can be merged into. */
  local: string | null
  /** The branch of a remote that was fetched: `origin` and `main`. */
  fetched: { remote: string; branch: string } | null
}

/** A branch comes before a tag of the same name. Null: there is nothing of this name. */
export async function findBase(run: Run, name: string): Promise<BaseTip | null> {
  if (!isPlainRevision(name)) return null
  const local = await commitOf(run, `refs/heads/${name}`)
  if (local !== null) return { commit: local, local: name, fetched: null }
  const remote = await commitOf(run, `refs/remotes/${name}`)
  const cut = name.indexOf('/')
  if (remote !== null && cut > 0) {
    const branch = name.slice(cut + 1)
    const own = await commitOf(run, `refs/heads/${branch}`)
    return {
      commit: remote,
      local: own === null ? null : branch,
      fetched: { remote: name.slice(0, cut), branch },
    }
  }
  const commit = await commitOf(run, name)
  return commit === null ? null : { commit, local: null, fetched: null }
}

export async function commitOf(run: Run, revision: string): Promise<string | null> {
  const { code, text } = await run(
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`],
    'find-commit',
    { access: 'read', successExitCodes: [0, 1, 128] },
  )
  return code === 0 ? text.trim() : null
}
