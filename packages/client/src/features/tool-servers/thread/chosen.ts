// Which MCP servers a thread that is being written is to begin with: as its project has it, and what was chosen otherwise. Pure.
import { besideProject } from '@a-parallel/contract/model'
import type { ProjectId, ToolServer } from '@a-parallel/shared'

/** By the ids of servers. */
export type Chosen = Readonly<Record<string, boolean>>

export interface Offered {
  server: ToolServer
  on: boolean
}

export function offeredIn(
  servers: readonly ToolServer[],
  projectId: ProjectId,
  chosen: Chosen,
): Offered[] {
  return besideProject(servers, projectId).map((server) => ({
    server,
    on: chosen[server.id] ?? usual(server, projectId),
  }))
}

/** What is as the project has it is no choice: it follows the project. */
export function withChoice(chosen: Chosen, { server, on }: Offered, projectId: ProjectId): Chosen {
  const others = Object.entries(chosen).filter(([id]) => id !== server.id)
  const own = on === usual(server, projectId) ? [] : [[server.id, on] as const]
  return Object.fromEntries([...others, ...own])
}

function usual({ on, projects }: ToolServer, projectId: ProjectId): boolean {
  return projects.find((one) => one.projectId === projectId)?.on ?? on
}
