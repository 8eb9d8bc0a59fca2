// Sign-ins to tool servers that are under way, one a server; what came of the last one is told until it is asked for.
import { Problem } from '@a-parallel/contract/model'
import type { OwnerId, ToolServerId, ToolServerReport } from '@a-parallel/shared'
import type { SignInUnderWay, ToolServerAsk, ToolServerProbes } from '../runner/port.ts'

export type SignIns = ReturnType<typeof openSignIns>

/** @param told hears of each that came to its end, unless it was ended, or another took its place. */
export function openSignIns(
  probes: Pick<ToolServerProbes, 'signIn'>,
  told: (owner: OwnerId, id: ToolServerId, report: ToolServerReport | null) => void,
) {
  const underWay = new Map<string, SignInUnderWay>()
  const reports = new Map<string, ToolServerReport | null>()
  /** The latest that was asked for, until it is under way. */
  const asked = new Map<string, symbol>()
  const start = async (key: string, ask: ToolServerAsk): Promise<SignInUnderWay> => {
    const own = Symbol(key)
    asked.set(key, own)
    try {
      await underWay.get(key)?.end()
      const signIn = await probes.signIn(ask)
      if (asked.get(key) === own) {
        reports.delete(key)
        underWay.set(key, signIn)
        return signIn
      }
      // Another one was begun meanwhile, or its server is another or gone.
      await signIn.end()
      throw missing()
    } finally {
      if (asked.get(key) === own) asked.delete(key)
    }
  }
  const begun = (owner: OwnerId, id: ToolServerId): SignInUnderWay => {
    const found = underWay.get(keyOf(owner, id))
    if (!found) throw missing()
    return found
  }
  return {
    /** The page to open; null: none. Takes the place of one that was begun before. */
    async begin(owner: OwnerId, id: ToolServerId, ask: ToolServerAsk): Promise<string | null> {
      const key = keyOf(owner, id)
      const signIn = await start(key, ask)
      void signIn.outcome.then((report) => {
        if (underWay.get(key) !== signIn) return
        underWay.delete(key)
        reports.set(key, report)
        told(owner, id, report)
      })
      return signIn.url
    },
    /** Null while it is under way. Throws `tool_server_sign_in_missing` when there is none. */
    outcome(owner: OwnerId, id: ToolServerId): ToolServerReport | null {
      const report = reports.get(keyOf(owner, id))
      if (report) return report
      begun(owner, id)
      return null
    },
    finish: (owner: OwnerId, id: ToolServerId, address: string) => begun(owner, id).finish(address),
    async end(owner: OwnerId, id: ToolServerId): Promise<void> {
      const key = keyOf(owner, id)
      asked.delete(key)
      await underWay.get(key)?.end()
      reports.delete(key)
    },
  }
}

function missing(): Problem {
  return new Problem('tool_server_sign_in_missing', 'Begin the sign-in again.')
}

function keyOf(owner: OwnerId, id: ToolServerId): string {
  return `${owner} ${id}`
}
