// The calls that a demo makes to its own server, as a person's browser would.
import type { Calls, CallRequest, CallResult, ThreadId, ThreadSummary } from '@a-parallel/shared'
import { setTimeout as wait } from 'node:timers/promises'

type Body<C extends keyof Calls> = CallRequest<Calls[C]> extends { body: infer B } ? B : undefined

export interface DemoApi {
  addProject(path: string): Promise<CallResult<Calls['addProject']>>
  createThread(
    body: Omit<Body<'createThread'>, 'id' | 'projectId'> & { id: string; projectId: string },
  ): Promise<void>
  threads(): Promise<ThreadSummary[]>
  /** Asks for the end of a thread's agent; nothing to end is no failure. */
  stop(id: ThreadId): Promise<void>
  /** Whether the thread has an agent, at work or at rest. */
  hasAgent(id: ThreadId): Promise<boolean>
}

export function openApi(origin: string, token: string): DemoApi {
  const call = async (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(`${origin}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  return {
    async addProject(path) {
      const added = await result<CallResult<Calls['addProject']>>(
        await call('POST', '/api/projects', { path }),
      )
      return result(await call('PATCH', `/api/projects/${added.id}`, { branchPrefix }))
    },
    async createThread(body) {
      await result(await call('POST', '/api/threads', body))
    },
    async threads() {
      const { threads } = await result<CallResult<Calls['listThreads']>>(
        await call('GET', '/api/threads'),
      )
      return threads
    },
    async stop(id) {
      const answer = await call('POST', `/api/threads/${id}/stop`)
      await answer.arrayBuffer()
    },
    async hasAgent(id) {
      const { run } = await result<CallResult<Calls['readThread']>>(
        await call('GET', `/api/threads/${id}`),
      )
      return run !== null && (run.state === 'requested' || run.state === 'live')
    },
  }
}

/** What our own server answers, in the shape that the contract gives. */
async function result<T>(answer: Response): Promise<T> {
  if (!answer.ok) throw new Error(`${answer.status} ${answer.url}: ${await answer.text()}`)
  return (await answer.json()) as T // See above.
}

/** Before the slash of every branch in the demo. */
export const branchPrefix = 'demo'

/** Looks every half second until it is true; gives up, false, after the limit. */
export async function until(
  isTrue: () => Promise<boolean>,
  limitMs: number,
  signal?: AbortSignal,
): Promise<boolean> {
  const deadline = Date.now() + limitMs
  while (!(await isTrue())) {
    if (Date.now() > deadline) return false
    await wait(500, undefined, { signal })
  }
  return true
}
