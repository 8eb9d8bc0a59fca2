// Reaching tool servers as an agent would: a test, a sign-in, and what came of them.
import { Problem } from '@a-parallel/contract/model'
import type {
  Actor,
  AgentSettings,
  OwnerId,
  Project,
  ProjectId,
  ToolServerId,
  ToolServerReport,
} from '@a-parallel/shared'
import type { Runner, ToolServerAsk } from '../runner/port.ts'
import type { openLooks } from './looks.ts'
import { ownerOf } from './owner.ts'
import type { openReached } from './reached.ts'
import type { openReports } from './reports.ts'
import { openSignIns } from './sign-ins.ts'
import type { ToolServerRow } from './table.ts'
import { configOf, withoutValues, type openValues } from './values.ts'

export interface ReachPorts {
  runner: Pick<Runner, 'toolServers'>
  /** A project, if it is this actor's. Throws `project_not_found`. */
  project: (actor: Actor, id: ProjectId) => Project
  /** Which program an owner's agents are started from. */
  agentSettings: (owner: OwnerId) => Pick<AgentSettings, 'program'>
}

interface ReachedPorts {
  get: (owner: OwnerId, id: ToolServerId) => ToolServerRow
  values: ReturnType<typeof openValues>
  reports: Pick<ReturnType<typeof openReports>, 'begin'>
  tell: ReturnType<typeof openReached>['tell']
  looks: Pick<ReturnType<typeof openLooks>, 'anew'>
}

export function reaching(ports: ReachPorts, { get, values, reports, tell, looks }: ReachedPorts) {
  const { runner } = ports
  const signIns = openSignIns(runner.toolServers, (owner, id, report) => {
    tell(owner, id, report)
    // One that was changed meanwhile has ended its sign-in.
    if (report) reports.begin(owner, id)(clean(report, values.read(owner, id)))
  })
  const askOf = async (actor: Actor, id: ToolServerId): Promise<ToolServerAsk> => {
    const owner = ownerOf(actor)
    const row = get(owner, id)
    const server = configOf(row, values.read(owner, id))
    await looks.anew(row)
    const { projectId } = row
    // As the table holds it, a project's id.
    const project = projectId === null ? null : ports.project(actor, projectId as ProjectId)
    const { program } = ports.agentSettings(owner)
    const path = project?.available ? project.path : null
    return { server, at: path === null ? null : { repository: path, checkout: path }, program }
  }
  return {
    signIns,
    /** Throws where it may not be reached, or cannot be asked; that it does not work is an answer. */
    async test(actor: Actor, id: ToolServerId): Promise<ToolServerReport> {
      const owner = ownerOf(actor)
      const keep = reports.begin(owner, id)
      const found = await runner.toolServers.test(await askOf(actor, id))
      tell(owner, id, found)
      const report = clean(found, values.read(owner, id))
      keep(report)
      return report
    },
    async signIn(actor: Actor, id: ToolServerId): Promise<{ url: string | null }> {
      const owner = ownerOf(actor)
      const ask = await askOf(actor, id)
      // It may have been removed while its address was looked at.
      get(owner, id)
      const kept = values.read(owner, id)
      return { url: await cleanly(signIns.begin(owner, id, ask), kept) }
    },
    /** Null while it is under way. */
    signInOutcome(actor: Actor, id: ToolServerId): ToolServerReport | null {
      const owner = ownerOf(actor)
      get(owner, id)
      const report = signIns.outcome(owner, id)
      return report && clean(report, values.read(owner, id))
    },
    async finishSignIn(actor: Actor, id: ToolServerId, address: string): Promise<void> {
      const owner = ownerOf(actor)
      get(owner, id)
      const kept = values.read(owner, id)
      await cleanly(signIns.finish(owner, id, address), kept)
    },
  }
}

function clean(report: ToolServerReport, values: Record<string, string>): ToolServerReport {
  return { ...report, error: report.error && withoutValues(report.error, values) }
}

/** Why something failed is told in the words of the agent's program, too. */
async function cleanly<T>(work: Promise<T>, values: Record<string, string>): Promise<T> {
  try {
    return await work
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause
    throw new Problem(cause.code, withoutValues(cause.message, values), cause.values)
  }
}
