// Which agents live, as the kernel has it: the processes of the agent's program by the session they were given.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** Pids of the agents of one data directory's runs, by session id. */
export function agentsBySession(): Map<string, number[]> {
  const found = new Map<string, number[]>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const session = sessionOf(name)
    if (session !== null) found.set(session, [...(found.get(session) ?? []), Number(name)])
  }
  return found
}

function sessionOf(pid: string): string | null {
  try {
    if (!/claude/.test(readlinkSync(`/proc/${pid}/exe`))) return null
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    const at = words.findIndex((word) => word === '--session-id' || word === '--resume')
    return at < 0 ? null : (words[at + 1] ?? null)
  } catch {
    return null // It ended while it was looked at, or is another user's.
  }
}
