// How a person is about to begin a thread, per project, kept in the browser until the server has it. The thread's id is
// part of it: sending the same draft again is the same thread. What is to be said is a draft of its own.
import type { Effort, PermissionMode, ThreadId, ThreadMode } from '@a-parallel/shared'
import { del, get, set } from 'idb-keyval'
import type { Chosen } from '../../tool-servers/index.ts'

export interface Draft {
  id: ThreadId
  model: string
  /** Null: as the agent does of itself. */
  effort: Effort | null
  permissionMode: PermissionMode
  mode: ThreadMode
  /** Null: the project's default branch. */
  baseBranch: string | null
  /** MCP servers that its agent is given, or not, otherwise than its project’s are. */
  toolServers: Chosen
}

const keyOf = (projectId: string) => `draft:new:${projectId}`

export function newThreadId(): ThreadId {
  return crypto.randomUUID() as ThreadId // A UUID is what a thread's id is.
}

/** The kept draft, or undefined where there is none or the browser keeps nothing. */
export async function readDraft(projectId: string): Promise<Partial<Draft> | undefined> {
  try {
    return await get<Partial<Draft>>(keyOf(projectId))
  } catch {
    return undefined // A private window may refuse storage; the text then lives as long as the page.
  }
}

export async function keepDraft(
  projectId: string,
  draft: Partial<Draft> | undefined,
): Promise<void> {
  try {
    await (draft === undefined ? del(keyOf(projectId)) : set(keyOf(projectId), draft))
  } catch {
    // As above.
  }
}
