// The calls about the setup of threads, bound to the feature.
import type { Threads } from '../../threads/index.ts'
import type { Handlers } from '../bound.ts'

type About = 'changeSetup' | 'readSetupOutput' | 'readEnvironment'

export function setupHandlers(threads: Threads): Pick<Handlers, About> {
  return {
    changeSetup: (actor, { params, body }) => ({
      seq: threads.changeSetup(actor, params.id, body),
    }),
    readSetupOutput: (actor, { params, query }) => threads.setupOutput(actor, params.id, query),
    readEnvironment: (actor, { params }) => threads.environment(actor, params.id),
  }
}
