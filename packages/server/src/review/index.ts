// The face of review: what changed in a thread's checkout, for its owner alone.
import { Problem } from '@a-parallel/contract/model'
import type { Actor, CallRequest, CallResult, Calls, ThreadId } from '@a-parallel/shared'
import type { Between, Runner } from '../runner/port.ts'
import type { Threads } from '../threads/index.ts'
import { reviewFiles } from './files.ts'
import { newKeptId, ownerOf, reviewKept, type KeptPorts } from './kept.ts'
import { openWatches, type WatchPorts } from './watches.ts'

export interface ReviewPorts extends KeptPorts, WatchPorts {
  threads: Pick<Threads, 'checkout' | 'turnFiles' | 'read' | 'bringBack' | 'deleted' | 'erase'>
  runner: Pick<Runner, 'review' | 'files'>
}

type Query<C extends keyof Calls> = CallRequest<Calls[C]>['query']
type Body<C extends keyof Calls> = CallRequest<Calls[C]>['body']
type Sides = Pick<Query<'readChanges'>, 'scope' | 'turnId' | 'commit'>
type Result<C extends keyof Calls> = Promise<CallResult<Calls[C]>>

export type Review = ReturnType<typeof openReview>

export function openReview(ports: ReviewPorts) {
  const { threads, runner } = ports
  const between = (actor: Actor, id: ThreadId, asked: Sides): Between => {
    const { scope, turnId, commit } = asked
    if (scope === 'turn') {
      if (!turnId) throw missing('turnId')
      return { scope, ...threads.turnFiles(actor, id, turnId) }
    }
    if (scope !== 'commit') return { scope }
    if (!commit) throw missing('commit')
    return { scope, commit }
  }
  const fileAsk = (
    actor: Actor,
    id: ThreadId,
    query: Query<'readFileSide'> | Query<'readDiff'>,
  ) => ({
    ...threads.checkout(actor, id),
    between: between(actor, id, query),
    file: query.path,
    from: query.from ?? null,
  })
  return {
    async changes(actor: Actor, id: ThreadId, query: Query<'readChanges'>): Result<'readChanges'> {
      const ask = { ...threads.checkout(actor, id), between: between(actor, id, query) }
      return runner.review.changes({ ...ask, most: query.most })
    },
    async diff(actor: Actor, id: ThreadId, query: Query<'readDiff'>): Result<'readDiff'> {
      const { context, ignoreSpace = false, whole = false } = query
      return runner.review.diff({ ...fileAsk(actor, id, query), context, ignoreSpace, whole })
    },
    async side(actor: Actor, id: ThreadId, query: Query<'readFileSide'>): Result<'readFileSide'> {
      const { mediaType, bytes } = await runner.review.side({
        ...fileAsk(actor, id, query),
        side: query.side,
      })
      return { mediaType, bytes: new Uint8Array(bytes) }
    },
    async commits(actor: Actor, id: ThreadId, query: Query<'listCommits'>): Result<'listCommits'> {
      return runner.review.commits({ ...threads.checkout(actor, id), ...query })
    },
    async stage(actor: Actor, id: ThreadId, body: Body<'stageChanges'>): Result<'stageChanges'> {
      const keeping = { owner: ownerOf(actor), id: newKeptId(ports.newId) }
      const ask = { ...threads.checkout(actor, id), ...keeping, ...body }
      return { left: await runner.review.stage(ask) }
    },
    async revert(
      actor: Actor,
      id: ThreadId,
      files: Body<'revertChanges'>['files'],
    ): Result<'revertChanges'> {
      const checkout = threads.checkout(actor, id)
      const keeping = { owner: ownerOf(actor), id: newKeptId(ports.newId) }
      return runner.review.revert({ ...checkout, ...keeping, files })
    },
    kept: reviewKept(ports),
    files: reviewFiles(ports),
    watches: openWatches(ports),
  }
}

function missing(field: string): Problem {
  return new Problem('invalid_input', `query.${field}: is needed for this scope`, { field })
}
