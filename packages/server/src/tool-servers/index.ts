// The face of tool servers: what a person gives their agents over MCP, kept with its values sealed.
import { besideProject, Problem } from '@a-parallel/contract/model'
import type {
  Actor,
  GivenToolServer,
  OwnerId,
  ProjectId,
  SwitchPlace,
  ThreadId,
  ToolServer,
  ToolServerChoice,
  ToolServerId,
  UnplacedToolServer,
} from '@a-parallel/shared'
import type { KeyObject } from 'node:crypto'
import type { Bus } from '../bus/port.ts'
import type { Clock } from '../platform/clock.ts'
import type { NewId } from '../platform/id.ts'
import type { Log } from '../platform/log.ts'
import { openSecrets } from '../secrets/index.ts'
import type { Database } from '../store/port.ts'
import { refusePlace } from './address.ts'
import { openLooks } from './looks.ts'
import { ownerOf } from './owner.ts'
import { openReached } from './reached.ts'
import { reaching, type ReachPorts } from './reaching.ts'
import { openReports } from './reports.ts'
import type { SignIns } from './sign-ins.ts'
import { isOn, placeOf, projectsOf, type Beside } from './switches.ts'
import { toolServerTable, type ToolServerRow } from './table.ts'
import { configOf, openValues, shownTransport, valuesOf, withoutValues } from './values.ts'

export interface ToolServersPorts extends ReachPorts {
  db: Database
  bus: Pick<Bus, 'publish'>
  clock: Clock
  newId: NewId
  log: Log
  /** Values are sealed with them: of 32 bytes, the newest first. */
  sealKeys: readonly KeyObject[]
}

export type ToolServers = ReturnType<typeof openToolServers>

const most = 100

export function openToolServers(ports: ToolServersPorts) {
  const { db, clock, sealKeys } = ports
  const table = toolServerTable(db)
  const values = openValues(openSecrets({ db, clock, keys: sealKeys }))
  const reached = openReached()
  const reports = openReports({ ...ports, table })
  const looks = openLooks(ports)
  const get = (owner: OwnerId, id: ToolServerId): ToolServerRow => {
    const row = table.find(owner, id)
    if (!row) throw new Problem('tool_server_not_found')
    return row
  }
  const kept = { table, values, looks }
  const shown = (row: ToolServerRow) => shownOf(kept, row)
  const { tell } = reached
  const { signIns, ...reach } = reaching(ports, { get, values, reports, tell, looks })
  return {
    list: (actor: Actor): ToolServer[] => table.list(ownerOf(actor)).map(shown),
    ...changing(ports, { ...kept, signIns, reports, get }),
    ...switching(ports, kept, get),
    /** Those that a thread could be given, and whether it is. */
    beside(owner: OwnerId, at: Beside): { server: ToolServer; on: boolean }[] {
      const switches = table.switches(owner)
      return besideProject(table.list(owner), at.projectId).map((row) => ({
        server: shown(row),
        on: isOn(row, switches, at),
      }))
    },
    /**
     * Those that a thread's agent is given. One whose values cannot be read, or whose address leads inside by now, is left
     * out, and says so where it is listed. Takes a second at most, for the look at addresses.
     */
    async given(owner: OwnerId, at: Beside): Promise<UnplacedToolServer[]> {
      await looks.at(onOf(table, owner, at))
      return givenTo(ports, kept, owner, at)
    },
    /** What an agent's program said of one whose values can be read, without them. */
    cleaned: (owner: OwnerId, id: ToolServerId, said: string): string =>
      withoutValues(said, values.read(owner, id)),
    /** Tells of each that a test or a sign-in has found connected. */
    onReached: reached.listen,
    /** Tells of each owner of whose servers one is given no more, or again, for where its address leads. */
    onFound: looks.listen,
    ...reach,
  }
}

/** Where a person turns them on and off. */
function switching({ db }: ToolServersPorts, kept: Kept, get: ChangePorts['get']) {
  const { table } = kept
  return {
    /** Null: as further out. Whether a project or a thread is this actor's is for the caller to know. */
    switch(actor: Actor, id: ToolServerId, at: SwitchPlace, on: boolean | null): ToolServer {
      const owner = ownerOf(actor)
      get(owner, id)
      const place = placeOf(at)
      if (place !== null) table.put(owner, id, place, on)
      else table.change(owner, id, { on: on ?? true })
      return shownOf(kept, get(owner, id))
    },
    /**
     * What a thread that is about to begin is given otherwise than its project, in the place of whatever was chosen for it
     * before. One that is gone meanwhile is passed over.
     */
    choose(owner: OwnerId, threadId: ThreadId, chosen: readonly ToolServerChoice[]): void {
      const place = `thread:${threadId}` as const
      const isUsual = !table.switches(owner).some((known) => known.place === place)
      if (isUsual && chosen.length === 0) return
      db.transaction(() => {
        table.clear(owner, place)
        for (const { id, on } of chosen) if (table.find(owner, id)) table.put(owner, id, place, on)
      })
    },
  }
}

interface ChangePorts {
  get: (owner: OwnerId, id: ToolServerId) => ToolServerRow
  signIns: Pick<SignIns, 'end'>
  reports: Pick<ReturnType<typeof openReports>, 'forget'>
}

/** What a person writes of one. */
function changing(
  ports: ToolServersPorts,
  { table, values, looks, signIns, reports, get }: Kept & ChangePorts,
) {
  /** Values never stand beside the address of another description, whenever this server ends. */
  const atOnce = (work: () => void) => ports.db.transaction(work)
  const shown = (row: ToolServerRow) => shownOf({ table, values, looks }, row)
  return {
    async add(actor: Actor, given: GivenToolServer): Promise<ToolServer> {
      const owner = ownerOf(actor)
      const id = ports.newId() as ToolServerId // newId gives UUIDs.
      const kept = valuesOf(given.transport, null)
      await refuse(ports, actor, given)
      if (table.list(owner).length >= most)
        throw new Problem('too_many_requests', 'Remove another MCP server first.')
      refuseTwice(table.list(owner), given, null)
      const row = { id, owner, ...rowOf(given), ...begun(ports) }
      atOnce(() => {
        values.write(owner, id, kept)
        table.insert(row)
      })
      return shown(row)
    },
    /** A value of null stays as it is kept. */
    async change(actor: Actor, id: ToolServerId, given: GivenToolServer): Promise<ToolServer> {
      const owner = ownerOf(actor)
      get(owner, id)
      await refuse(ports, actor, given)
      refuseTwice(table.list(owner), given, id)
      atOnce(() => {
        // Only now: another window may have changed it meanwhile.
        const { transport } = get(owner, id)
        const kept = valuesOf(given.transport, { transport, read: () => values.read(owner, id) })
        values.write(owner, id, kept)
        table.change(owner, id, rowOf(given))
        reports.forget(owner, id)
      })
      const changed = shown(get(owner, id))
      await signIns.end(owner, id)
      return changed
    },
    async remove(actor: Actor, id: ToolServerId): Promise<void> {
      const owner = ownerOf(actor)
      get(owner, id)
      atOnce(() => {
        table.remove(owner, id)
        values.forget(owner, id)
      })
      looks.forget(id)
      await signIns.end(owner, id)
      // It is gone: that its folder stays must not keep its agents from hearing of that.
      await ports.runner.toolServers
        .forget(id)
        .catch((cause: unknown) =>
          ports.log.warn({ err: cause, server: id }, 'the folder of a tool server stays'),
        )
    },
  }
}

const begun = ({ clock }: ToolServersPorts) => ({ on: true, createdAt: clock.now(), last: null })

interface Kept {
  table: ReturnType<typeof toolServerTable>
  values: ReturnType<typeof openValues>
  looks: ReturnType<typeof openLooks>
}

function onOf(table: Kept['table'], owner: OwnerId, at: Beside): ToolServerRow[] {
  const switches = table.switches(owner)
  return besideProject(table.list(owner), at.projectId).filter((row) => isOn(row, switches, at))
}

function givenTo(
  { log }: ToolServersPorts,
  { table, values, looks }: Kept,
  owner: OwnerId,
  at: Beside,
): UnplacedToolServer[] {
  return onOf(table, owner, at).flatMap((row) => {
    try {
      const refusal = looks.refusalOf(row)
      if (refusal) throw refusal
      return [configOf(row, values.read(owner, idOf(row)))]
    } catch (cause) {
      if (!(cause instanceof Problem)) throw cause
      log.warn({ server: row.id, problem: cause.code }, 'a tool server was left out')
      return []
    }
  })
}

async function refuse(
  { project }: ToolServersPorts,
  actor: Actor,
  { projectId, transport, privateAddress }: GivenToolServer,
): Promise<void> {
  if (projectId !== null) project(actor, projectId)
  if (transport.type !== 'stdio') await refusePlace(transport.url, privateAddress)
}

/** A project's own may be called like one of all projects, and stands in its place there. */
function refuseTwice(
  rows: readonly ToolServerRow[],
  { name, projectId }: GivenToolServer,
  besides: ToolServerId | null,
): void {
  const twice = rows.some(
    (row) => row.name === name && row.projectId === projectId && row.id !== besides,
  )
  if (twice)
    throw new Problem('tool_server_exists', `There is an MCP server ${name} already.`, { name })
}

function rowOf({ name, projectId, transport, timeoutMs, privateAddress }: GivenToolServer) {
  return { name, projectId, transport: shownTransport(transport), timeoutMs, privateAddress }
}

function shownOf({ table, values, looks }: Kept, row: ToolServerRow): ToolServer {
  const owner = row.owner as OwnerId // As it was written.
  const id = idOf(row)
  const { name, transport, timeoutMs, privateAddress, on, last } = row
  const projects = projectsOf(id, table.switches(owner))
  const problem = problemOf(values, owner, id) ?? looks.refusalOf(row)?.toValue() ?? null
  const rest = { on, projects, last, since: row.createdAt, problem }
  const projectId = row.projectId as ProjectId | null // Likewise.
  return { id, name, projectId, transport, timeoutMs, privateAddress, ...rest }
}

function problemOf(
  values: Kept['values'],
  owner: OwnerId,
  id: ToolServerId,
): ToolServer['problem'] {
  try {
    values.read(owner, id)
    return null
  } catch (cause) {
    if (cause instanceof Problem) return cause.toValue()
    throw cause
  }
}

function idOf(row: ToolServerRow): ToolServerId {
  return row.id as ToolServerId // Written from one.
}
