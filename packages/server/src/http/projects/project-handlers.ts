// The calls about projects, bound to the features.
import type { Actor, ProjectId } from '@a-parallel/shared'
import type { Projects } from '../../projects/index.ts'
import type { Threads } from '../../threads/index.ts'
import type { Handlers } from '../bound.ts'

type About =
  | 'addProject'
  | 'listProjects'
  | 'changeProject'
  | 'arrangeProjects'
  | 'archiveProject'
  | 'readProjectRemains'
  | 'removeProject'
  | 'listBranches'
type Ports = { projects: Projects; threads: Threads }

export function projectHandlers(ports: Ports): Pick<Handlers, About> {
  const { projects, threads } = ports
  return {
    addProject: (actor, { body }) => projects.add(actor, body),
    listProjects: (actor) => ({ projects: projects.list(actor) }),
    changeProject: async (actor, { params, body }) => {
      const { path, ...rest } = body
      if (path !== undefined) {
        const place = await projects.movedTo(actor, params.id, path)
        threads.refuseBusy(actor, params.id)
        await threads.follow(actor, params.id, place)
        projects.move(actor, params.id, place)
      }
      const changed = await projects.change(actor, params.id, rest)
      if (rest.budgetUsd !== undefined) threads.budgetChanged(actor, params.id)
      // What its agents are told is another from their next start on.
      if (rest.instructions !== undefined) threads.restIdle(actor, params.id)
      return changed
    },
    arrangeProjects: (actor, { body }) => ({ projects: projects.arrange(actor, body.ids) }),
    archiveProject: async (actor, { params, body }) => {
      if (body.archived) putToRest(ports, actor, params.id, body.stop)
      const archived = projects.archive(actor, params.id, body.archived)
      if (body.archived) await threads.endServersOfProject(actor, params.id)
      return archived
    },
    readProjectRemains: async (actor, { params: { id } }) => {
      const { path } = projects.get(actor, id)
      return { path, ...(await threads.remains(actor, id)) }
    },
    removeProject: async (actor, { params, query }) => {
      putToRest(ports, actor, params.id, query.stop)
      projects.remove(actor, params.id)
      await threads.endServersOfProject(actor, params.id)
      return {}
    },
    listBranches: async (actor, { params }) => ({
      branches: await projects.branches(actor, params.id),
    }),
  }
}

/** Nothing is at work in it afterwards. Throws `thread_busy` where that would take a stop that nobody asked for. */
function putToRest(
  { projects, threads }: Ports,
  actor: Actor,
  id: ProjectId,
  stop: boolean | undefined,
): void {
  projects.get(actor, id)
  if (stop) threads.stopOfProject(actor, id)
  else threads.refuseBusy(actor, id)
  threads.restIdle(actor, id)
}
