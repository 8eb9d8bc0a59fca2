// The person's own programs for reaching other machines, as their global settings name them. What a repository names in
// their place is left out.
import type { Git } from '../core.ts'
import type { Setting } from '../environment.ts'

/** Sends what the person's programs know elsewhere: then they are not asked. */
const elsewhere = /^(url\.|http\.([^]+\.)?(sslverify|proxy|sslcainfo|sslcapath|curloptresolve)$)/

/**
 * Settings for a git before trust that is to reach another machine: added to its others they bring back the person's own
 * credential helpers and ssh command. A repository that redirects where things are sent gets none of the helpers.
 */
export async function ownTransport(git: Git, cwd: string): Promise<Setting[]> {
  const form = '^(core\\.sshcommand$|credential\\.|url\\.|http\\.)'
  const { text } = await git(['config', '--includes', '-z', '--show-scope', '--get-regexp', form], {
    cwd,
    name: 'own-transport',
    successExitCodes: [0, 1],
  })
  const parts = text.split('\0')
  const own: Setting[] = []
  let redirected = false
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [scope = '', entry = ''] = parts.slice(at, at + 2)
    const cut = entry.indexOf('\n')
    const key = cut === -1 ? entry : entry.slice(0, cut)
    const isOwn = scope === 'global' || scope === 'system'
    if (!isOwn && scope !== 'command' && elsewhere.test(key)) redirected = true
    if (isOwn && cut !== -1) own.push([key, entry.slice(cut + 1)])
  }
  return own.filter(
    ([key]) =>
      key === 'core.sshcommand' || (!redirected && /^credential\.([^]+\.)?helper$/.test(key)),
  )
}
