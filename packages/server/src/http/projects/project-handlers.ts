// The calls about projects, bound to the feature.
import type { Projects } from '../../projects/index.ts'
import type { Threads } from '../../threads/index.ts'
import type { Handlers } from '../bound.ts'

type About = 'addProject' | 'listProjects' | 'changeProject' | 'removeProject' | 'listBranches'
type Ports = { projects: Projects; threads: Threads }

export function projectHandlers({ projects, threads }: Ports): Pick<Handlers, About> {
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
      return changed
    },
    removeProject: (actor, { params }) => {
      threads.refuseBusy(actor, params.id)
      projects.remove(actor, params.id)
      return {}
    },
    listBranches: async (actor, { params }) => ({
      branches: await projects.branches(actor, params.id),
    }),
  }
}
