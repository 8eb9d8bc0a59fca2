// Files of a thread's checkout as they are: finding them, what they define, and reading them. For its owner alone.
import type { Actor, CallRequest, CallResult, Calls, ThreadId } from '@a-parallel/shared'
import type { Runner } from '../runner/port.ts'
import type { Threads } from '../threads/index.ts'
import { openLately } from './lately.ts'

export interface FilePorts {
  threads: Pick<Threads, 'checkout'>
  runner: Pick<Runner, 'files'>
}

type Query<C extends keyof Calls> = CallRequest<Calls[C]>['query']
type Result<C extends keyof Calls> = Promise<CallResult<Calls[C]>>

/** So many are told; whoever wants another types one more letter. */
const most = 300

export function reviewFiles({ threads, runner: { files } }: FilePorts) {
  const lately = openLately()
  return {
    async jump(actor: Actor, id: ThreadId, { query }: Query<'jumpToFiles'>): Result<'jumpToFiles'> {
      const checkout = threads.checkout(actor, id)
      return files.jump({ ...checkout, query, recent: lately.of(id), most })
    },
    async symbols(
      actor: Actor,
      id: ThreadId,
      { query }: Query<'jumpToSymbols'>,
      signal: AbortSignal,
    ): Result<'jumpToSymbols'> {
      return files.symbols({ ...threads.checkout(actor, id), query, most, signal })
    },
    async read(
      actor: Actor,
      id: ThreadId,
      { path, whole = false }: Query<'readFile'>,
    ): Result<'readFile'> {
      const read = await files.read({ ...threads.checkout(actor, id), file: path, whole })
      lately.looked(id, path)
      return read
    },
    async bytes(
      actor: Actor,
      id: ThreadId,
      { path }: Query<'readFileBytes'>,
    ): Result<'readFileBytes'> {
      const { mediaType, bytes } = await files.bytes({
        ...threads.checkout(actor, id),
        file: path,
      })
      return { mediaType, bytes: new Uint8Array(bytes) }
    },
  }
}
