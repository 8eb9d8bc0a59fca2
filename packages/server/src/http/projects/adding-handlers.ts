// The calls by which repositories come here or are made, bound to the features.
import type { Hosting } from '../../hosting/index.ts'
import type { Cloning, Projects } from '../../projects/index.ts'
import type { Runner } from '../../runner/port.ts'
import type { Threads } from '../../threads/index.ts'
import type { Handlers } from '../bound.ts'

type About =
  | 'startClone'
  | 'listClones'
  | 'cancelClone'
  | 'initRepository'
  | 'findRepositories'
  | 'findMovedProject'
type Ports = {
  cloning: Cloning
  projects: Projects
  threads: Threads
  runner: Runner
  hosting: Pick<Hosting, 'accounts'>
}

export function addingHandlers({
  cloning,
  projects,
  threads,
  runner,
  hosting: { accounts },
}: Ports): Pick<Handlers, About> {
  return {
    startClone: (actor, { body }) => cloning.startClone(actor, body, accounts.credentialFor(actor)),
    listClones: async (actor) => ({ clones: await cloning.clones(actor) }),
    cancelClone: (actor, { params }) => cloning.cancelClone(actor, params.id),
    initRepository: (_, { body }) => runner.adding.init(body.path),
    findRepositories: () => runner.adding.find(),
    findMovedProject: async (actor, { params: { id } }) => {
      const known = projects.list(actor)
      const { worktrees } = await threads.remains(actor, id)
      const { repositories } = await runner.adding.find()
      return { paths: projects.movedAmong(projects.get(actor, id), known, worktrees, repositories) }
    },
  }
}
