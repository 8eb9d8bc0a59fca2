// A branch fetched from where it is pushed to, which may be another address (`remote.<name>.pushUrl`).
import type { Git } from '../../core.ts'
import type { Run } from '../place.ts'
import { fetchBranch, type FetchAsk } from './branch.ts'

/** False: there is no branch of this name. Throws `FetchFailed`. */
export async function fetchPushed(
  git: Git,
  run: Run,
  ask: Omit<FetchAsk, 'from'>,
): Promise<boolean> {
  const addresses = async (...way: string[]) => {
    const args = ['remote', 'get-url', ...way, '--all', '--', ask.remote.name]
    const reading = { access: 'read', successExitCodes: [0, 2, 128] } as const
    const { text } = await run(args, 'remote-addresses', reading)
    return text.split('\n').filter((address) => address !== '')
  }
  const [[fetched = ''], pushed] = await Promise.all([addresses(), addresses('--push')])
  const from = pushed.includes(fetched) ? undefined : pushed[0]
  return fetchBranch(git, run, { ...ask, from })
}
