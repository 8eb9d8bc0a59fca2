// Whose a token is stays the same, so it is asked once. Which token it was is remembered by its digest alone.
import { createHash } from 'node:crypto'
import type { WhoAmI } from '../github/who-am-i.ts'

const most = 50

export function openLogins(whoAmI: (host: string, token: string) => Promise<WhoAmI>) {
  const known = new Map<string, WhoAmI>()
  return {
    async of(host: string, token: string): Promise<WhoAmI> {
      const key = createHash('sha256').update(`${host} ${token}`).digest('base64url')
      const found = known.get(key) ?? (await whoAmI(host, token))
      if (known.size >= most) known.clear()
      known.set(key, found)
      return found
    },
  }
}
