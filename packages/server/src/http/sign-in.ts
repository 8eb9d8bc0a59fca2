// Local sign-in: one bearer token in a 0600 file, and a one-time code that a browser trades for it.
import { Problem } from '@a-parallel/contract/model'
import { bearerProtocolPrefix } from '@a-parallel/contract/wire'
import type { Actor, OwnerId } from '@a-parallel/shared'
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const codeLifetimeMs = 15 * 60_000

/** The one person of the local mode. */
const local: Actor = { kind: 'person', id: 'local' as OwnerId } // A constant of the right shape.

export interface SignIn {
  /** A new one-time code, for a link's fragment. */
  newCode(): string
  /** The token for a code, once. Throws code_used. */
  exchange(code: string): string
  /** Who an Authorization header speaks for. Throws unauthorized. */
  actorOf(authorization: string | undefined): Actor
  /** Who a WebSocket's subprotocols speak for, or null. */
  actorOfProtocols(protocols: string[]): Actor | null
}

export function openSignIn(token: string, clock: () => number): SignIn {
  const codes = new Map<string, number>()
  const wanted = digest(token)
  const holds = (given: string) => timingSafeEqual(digest(given), wanted)
  return {
    newCode() {
      const code = randomBytes(18).toString('base64url')
      codes.set(code, clock() + codeLifetimeMs)
      return code
    },
    exchange(code) {
      const until = codes.get(code)
      codes.delete(code)
      if (until === undefined || until < clock()) {
        throw new Problem(
          'code_used',
          'Start the server again, or open the newest link it printed.',
        )
      }
      return token
    },
    actorOf(authorization) {
      const given = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1]
      if (given === undefined || !holds(given)) {
        throw new Problem(
          'unauthorized',
          'Open the sign-in link that the server printed when it started.',
        )
      }
      return local
    },
    actorOfProtocols(protocols) {
      const given = protocols.find((name) => name.startsWith(bearerProtocolPrefix))
      return given !== undefined && holds(given.slice(bearerProtocolPrefix.length)) ? local : null
    },
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
