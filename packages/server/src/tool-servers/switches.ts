// Whether agents are given a tool server. Pure: the nearest switch counts.
import type { ProjectId, SwitchPlace, ThreadId, ToolServerId } from '@a-parallel/shared'
import type { SwitchRow, ToolServerRow } from './table.ts'

/** The thread whose agent it is, and its project. */
export interface Beside {
  projectId: ProjectId
  threadId: ThreadId
}

export function placeOf({ projectId, threadId }: SwitchPlace): string | null {
  if (threadId !== undefined) return `thread:${threadId}`
  return projectId === undefined ? null : `project:${projectId}`
}

export function isOn(
  row: ToolServerRow,
  switches: readonly SwitchRow[],
  { projectId, threadId }: Beside,
): boolean {
  const at = (place: string | null) =>
    switches.find((one) => one.serverId === row.id && one.place === place)?.on
  return at(placeOf({ threadId })) ?? at(placeOf({ projectId })) ?? row.on
}

/** Projects for which something else was chosen. */
export function projectsOf(
  id: ToolServerId,
  switches: readonly SwitchRow[],
): { projectId: ProjectId; on: boolean }[] {
  return switches.flatMap(({ serverId, place, on }) => {
    const [kind, projectId] = place.split(':')
    if (serverId !== id || kind !== 'project') return []
    return [{ projectId: projectId as ProjectId, on }] // As placeOf wrote it.
  })
}
