// The calls that ask and change nothing, bound to the features.
import type { Threads } from '../threads/index.ts'
import type { Handlers } from './bound.ts'

type About = 'findProjectFiles' | 'findThreadFiles' | 'measureContext'

export function askHandlers(threads: Threads): Pick<Handlers, About> {
  return {
    findProjectFiles: async (actor, { params, query }) => ({
      files: await threads.projectFiles(actor, params.id, query.query),
    }),
    findThreadFiles: async (actor, { params, query }) => ({
      files: await threads.threadFiles(actor, params.id, query.query),
    }),
    measureContext: (actor, { params }) => threads.measureContext(actor, params.id),
  }
}
