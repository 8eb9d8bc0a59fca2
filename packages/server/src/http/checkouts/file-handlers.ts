// The calls by which a person gets to a file of a thread's checkout, bound to the feature.
import type { Review } from '../../review/index.ts'
import type { Handlers } from '../bound.ts'

type About = 'jumpToFiles' | 'jumpToSymbols' | 'readFile' | 'readFileBytes'

export function fileHandlers({ files }: Review): Pick<Handlers, About> {
  return {
    jumpToFiles: (actor, { params, query }) => files.jump(actor, params.id, query),
    jumpToSymbols: (actor, { params, query }, signal) =>
      files.symbols(actor, params.id, query, signal),
    readFile: (actor, { params, query }) => files.read(actor, params.id, query),
    readFileBytes: (actor, { params, query }) => files.bytes(actor, params.id, query),
  }
}
