// What the sign of a thread's MCP servers tells of them. Pure.
import type { BroughtToolServer, ThreadToolServer } from '@a-parallel/shared'

export interface Standing {
  /** How many its agent has, or will have as far as anybody knows. */
  count: number
  /** Names of those that it was to have and does without. */
  failed: string[]
  asking: string[]
}

export function standingOf(
  servers: readonly ThreadToolServer[],
  brought: readonly BroughtToolServer[],
): Standing {
  const given = servers.filter(({ on, withheld }) => on && !withheld)
  const failed = given.filter(({ status, server }) => status === 'failed' || server.problem)
  const asking = given.filter((one) => one.status === 'needs-sign-in' && !failed.includes(one))
  const names = (some: typeof given) => some.map(({ server }) => server.name)
  const broughtAs = (status: BroughtToolServer['status']) =>
    brought.flatMap((one) => (one.status === status ? [one.name] : []))
  const working = [...broughtAs('connected'), ...broughtAs('pending')]
  return {
    count: given.length - failed.length - asking.length + working.length,
    failed: [...names(failed), ...broughtAs('failed')],
    asking: [...names(asking), ...broughtAs('needs-sign-in')],
  }
}
