// Which agents live, as the kernel has it: the processes of the agent's program by the session they were given.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** Pids of the agents of one data directory's runs, by session id. */
export function agentsBySession(): Map<string, number[]> {
  const alive = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      const session = sessionOf(pid)
      const parent = session === null ? null : parentOf(pid)
      return session === null || parent === null ? [] : [{ pid, session, parent }]
    })
  const found = new Map<string, number[]>()
  for (const { pid, session, parent } of alive) {
    // What an agent has forked, and is not the program yet that it is to be, looks like the agent.
    if (alive.some((other) => other.pid === parent && other.session === session)) continue
    found.set(session, [...(found.get(session) ?? []), Number(pid)])
  }
  return found
}

/** `pid (name) state ppid …`; a name may hold anything. */
function parentOf(pid: string): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? null
  } catch {
    return null // It ended meanwhile.
  }
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
