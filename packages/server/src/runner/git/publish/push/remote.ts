// Where a branch is pushed to, and fetched from.
import { chosenRemote, namedRemote, type Remote } from '../../remotes/chosen.ts'
import type { Settings } from '../../remotes/addresses.ts'
import type { Run } from '../place.ts'

/** Null: the repository knows nowhere to push to. */
export async function remoteOf(run: Run, branch: string): Promise<Remote | null> {
  return chosenRemote(await readRemotes(run), branch)
}

/** @param branch what it is called there. */
export async function remoteNamed(run: Run, name: string, branch: string): Promise<Remote> {
  return namedRemote(await readRemotes(run), name, branch)
}

/** What the settings say of remotes, branches and short names. */
async function readRemotes(run: Run): Promise<Settings> {
  const about = '^(branch|remote|url)\\.|^push\\.default$'
  const { text } = await run(['config', '--includes', '-z', '--get-regexp', about], 'remotes', {
    access: 'read',
    successExitCodes: [0, 1],
  })
  const entries = text.split('\0').filter((entry) => entry !== '')
  return entries.map((entry) => {
    const cut = entry.indexOf('\n')
    if (cut < 0) return { key: entry, value: null }
    return { key: entry.slice(0, cut), value: entry.slice(cut + 1) }
  })
}
