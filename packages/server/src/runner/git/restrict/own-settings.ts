// The person's own programs for reaching other machines, as their global settings name them. What a repository names in
// their place is left out.
import type { Git } from '../core.ts'
import type { Setting } from '../environment.ts'
import { readSettings } from './settings.ts'

/** Sends what the person's programs know elsewhere: then they are not asked. */
const elsewhere = /^(url\.|http\.([^]+\.)?(sslverify|proxy|sslcainfo|sslcapath|curloptresolve)$)/

/**
 * Settings for a git before trust that is to reach another machine: added to its others they bring back the person's own
 * credential helpers and ssh command. A repository that redirects where things are sent gets none of the helpers.
 */
export async function ownTransport(git: Git, cwd: string): Promise<Setting[]> {
  const all = await readSettings(git, cwd)
  const redirected = all.some(({ isOwn, key }) => !isOwn && elsewhere.test(key))
  return all.flatMap(({ isOwn, key, value }): Setting[] => {
    if (!isOwn || value === null) return []
    const helps = !redirected && /^credential\.([^]+\.)?helper$/.test(key)
    return helps || key === 'core.sshcommand' ? [[key, value]] : []
  })
}
