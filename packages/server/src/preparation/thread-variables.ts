// What a thread's agent, commands and dev servers see of it, whether or not a recipe says anything. Never changes while
// the thread stays where it is, so an agent that was started before its thread has seen the same.
import type { ThreadVariable } from '@a-parallel/contract/model'
import type { ThreadId } from '@a-parallel/shared'
import { shortId } from '../platform/short-id.ts'

interface Placed {
  threadId: ThreadId
  repository: string
  /** Top of the checkout that it works in. */
  path: string
}

export function threadVariables({
  threadId,
  repository,
  path,
}: Placed): Record<ThreadVariable, string> {
  return {
    A_PARALLEL_THREAD_NAME: threadName(threadId),
    A_PARALLEL_THREAD_ID: threadId,
    A_PARALLEL_THREAD_PATH: path,
    A_PARALLEL_PROJECT_PATH: repository,
  }
}

/** Begins with a letter, so that it can be the name of a database, a host or a container as it is. */
function threadName(threadId: string): string {
  return `t${shortId(threadId)}`
}
