// The tool servers of a thread, as its agent is given them: each with where it works.
import { checkoutPath } from '@a-parallel/contract/model'
import type { ThreadView, ToolServerConfig } from '@a-parallel/shared'
import type { Runner, ToolServerPlace } from '../../runner/port.ts'
import type { ToolServers } from '../../tool-servers/index.ts'

export interface PlacedServersPorts {
  runner: Pick<Runner, 'toolServers'>
  toolServers: Pick<ToolServers, 'given'>
}

export async function placedServers(
  { runner, toolServers }: PlacedServersPorts,
  view: ThreadView,
): Promise<ToolServerConfig[]> {
  const { owner, projectId, id: threadId } = view
  const given = await toolServers.given(owner, { projectId, threadId })
  return runner.toolServers.place(given, serverPlace(view))
}

/** Null while there is no checkout. */
export function serverPlace(view: ThreadView): ToolServerPlace | null {
  const checkout = checkoutPath(view)
  return checkout === null ? null : { repository: view.projectPath, checkout }
}
