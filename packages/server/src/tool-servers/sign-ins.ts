// Sign-ins to tool servers that are under way, one a server; what came of the last one is told until it is asked for.
import { Problem } from '@a-parallel/contract/model'
import type { OwnerId, ToolServerId, ToolServerReport } from '@a-parallel/shared'
import type { SignInUnderWay, ToolServerAsk, ToolServerProbes } from '../runner/port.ts'

export function openSignIns(probes: ToolServerProbes) {
  const underWay = new Map<string, SignInUnderWay>()
  const done = new Map<string, ToolServerReport | null>()
  const begun = (owner: OwnerId, id: ToolServerId): SignInUnderWay => {
    const found = underWay.get(keyOf(owner, id))
    if (!found) throw new Problem('tool_server_sign_in_missing', 'Begin the sign-in again.')
    return found
  }
  return {
    /** The page to open; null: none. Takes the place of one that was begun before. */
    async begin(owner: OwnerId, id: ToolServerId, ask: ToolServerAsk): Promise<string | null> {
      const key = keyOf(owner, id)
      await underWay.get(key)?.end()
      done.delete(key)
      const signIn = await probes.signIn(ask)
      underWay.set(key, signIn)
      void signIn.outcome.then((report) => {
        if (underWay.get(key) !== signIn) return
        underWay.delete(key)
        done.set(key, report)
      })
      return signIn.url
    },
    /** Null while it is under way. Throws `tool_server_sign_in_missing` when there is none. */
    outcome(owner: OwnerId, id: ToolServerId): ToolServerReport | null {
      const key = keyOf(owner, id)
      const report = done.get(key)
      if (report) return report
      begun(owner, id)
      return null
    },
    finish: (owner: OwnerId, id: ToolServerId, address: string) => begun(owner, id).finish(address),
    async end(owner: OwnerId, id: ToolServerId): Promise<void> {
      done.delete(keyOf(owner, id))
      await underWay.get(keyOf(owner, id))?.end()
    },
  }
}

function keyOf(owner: OwnerId, id: ToolServerId): string {
  return `${owner} ${id}`
}
