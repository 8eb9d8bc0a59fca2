// A branch fetched from where it is pushed to, which may be another address (`remote.<name>.pushUrl`), or several.
import type { Git } from '../../core.ts'
import type { Run } from '../place.ts'
import { fetchBranch, type FetchAsk } from './branch.ts'
import { FetchFailed } from './outcome.ts'

type PushedAsk = Omit<FetchAsk, 'from'>

/** From one of the addresses. False: there is no branch of this name. Throws `FetchFailed`. */
export async function fetchPushedTo(
  git: Git,
  run: Run,
  ask: PushedAsk,
  address: string,
): Promise<boolean> {
  const from = address === ask.remote.fetched ? undefined : address
  return fetchBranch(git, run, { ...ask, from })
}

/**
 * From the first of the addresses where the branch has something that is not here; else from the first where it is another
 * commit than here. So where they differ, none is left out: one after the other is taken in. One that cannot be reached may
 * have more; it is told of unless another one has something already.
 */
export async function fetchPushed(git: Git, run: Run, ask: PushedAsk): Promise<boolean> {
  const { tracking, pushed } = ask.remote
  const found: string[] = []
  const failures: FetchFailed[] = []
  for (const address of pushed) {
    const isThere = await fetchPushedTo(git, run, ask, address).catch((cause: unknown) => {
      if (!(cause instanceof FetchFailed)) throw cause
      failures.push(cause)
      return false
    })
    if (!isThere) continue
    if (await countNew(run, tracking, 'HEAD')) return true
    found.push(await commitAt(run, tracking))
  }
  if (failures[0]) throw failures[0]
  const head = await commitAt(run, 'HEAD')
  const other = found.find((commit) => commit !== head)
  if (other !== undefined) await run(['update-ref', tracking, other], 'fetch-noted')
  return found.length > 0
}

async function commitAt(run: Run, revision: string): Promise<string> {
  const { text } = await run(['rev-parse', '--verify', revision], 'commit-there', {
    access: 'read',
  })
  return text.trim()
}

/** How many commits a revision has that another one does not. */
export async function countNew(run: Run, of: string, without: string): Promise<number> {
  const args = ['rev-list', '--count', of, '--not', without, '--']
  return Number((await run(args, 'count-new', { access: 'read' })).text)
}
