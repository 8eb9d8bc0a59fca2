// The face of trust: what a project's repository brings that runs by itself, and its owner's decision about it. Nothing
// here runs any of it, or trusts anything that its owner was not shown.
import { freshOf, Problem, trustState } from '@a-parallel/contract/model'
import type { Actor, Brought, OwnerId, Project, ProjectId, Trust } from '@a-parallel/shared'
import { createHash } from 'node:crypto'
import type { Clock } from '../platform/clock.ts'
import type { Runner } from '../runner/port.ts'
import type { Database } from '../store/port.ts'
import { trustTable, type Trusted } from './table.ts'

export interface TrustPorts {
  db: Database
  clock: Clock
  runner: Pick<Runner, 'trust'>
  project: (actor: Actor, id: ProjectId) => Project
}

export type ProjectTrust = ReturnType<typeof openTrust>

export function openTrust({ db, clock, runner, project }: TrustPorts) {
  const table = trustTable(db)
  const read = async (actor: Actor, id: ProjectId): Promise<Trust> => {
    const { owner, path } = project(actor, id)
    const brought = await runner.trust.read(path)
    return trustOf(id, brought, table.find(owner, id))
  }
  return {
    read,
    /** Throws `trust_changed` when what there is now is not what the fingerprint was taken of. */
    async trust(actor: Actor, id: ProjectId, fingerprint: string): Promise<Trust> {
      const { owner } = project(actor, id)
      const seen = await read(actor, id)
      if (seen.fingerprint !== fingerprint) {
        throw new Problem(
          'trust_changed',
          'What the repository brings has changed since it was shown. Look at it again.',
        )
      }
      const digests = new Set(seen.brought.map(({ digest }) => digest))
      table.write(owner, id, { digests, at: clock.now() })
      return trustOf(id, seen.brought, table.find(owner, id))
    },
    distrust(actor: Actor, id: ProjectId): Promise<Trust> {
      const { owner } = project(actor, id)
      table.remove(owner, id)
      return read(actor, id)
    },
  }
}

/** Tells what owners' projects have all trusted; null when one of them has trusted nothing. */
export function trustedByAll(db: Database) {
  const table = trustTable(db)
  return (projects: readonly { owner: OwnerId; id: ProjectId }[]): ReadonlySet<string> | null => {
    const all = projects.map(({ owner, id }) => table.find(owner, id)?.digests ?? null)
    const [first = null] = all
    if (first === null) return null
    return new Set([...first].filter((digest) => all.every((one) => one?.has(digest))))
  }
}

function trustOf(projectId: ProjectId, brought: Brought[], trusted: Trusted | null): Trust {
  const digests = trusted?.digests ?? null
  return {
    projectId,
    state: trustState(brought, digests),
    fingerprint: fingerprintOf(brought),
    trustedAt: trusted?.at ?? null,
    brought,
    fresh: freshOf(brought, digests).map(({ digest }) => digest),
  }
}

/** Over everything that is brought, in whatever order it was found. */
function fingerprintOf(brought: readonly Brought[]): string {
  const digests = [...new Set(brought.map(({ digest }) => digest))].toSorted()
  return createHash('sha256').update(JSON.stringify(digests)).digest('hex')
}
