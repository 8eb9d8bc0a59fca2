// What a page knows of all projects and threads, and how frames change it. Pure. Only what changed gets a new identity.
import type {
  Project,
  ProjectId,
  Restored,
  Room,
  ServerFrame,
  Settings,
  ThreadDevServers,
  ThreadId,
  ThreadSummary,
} from '@a-parallel/shared'

export interface Index {
  projects: readonly Project[]
  threads: readonly ThreadSummary[]
  /** Whether the machine has room for another turn. */
  room: Room
  /** The database was damaged and restored when this server started. */
  restored: Restored | null
  settings: Settings
  /** Those of threads in which any were begun. */
  devServers: readonly ThreadDevServers[]
}

export type IndexState = { kind: 'loading' } | ({ kind: 'ready' } & Index)

export type IndexFrame = Extract<ServerFrame, { type: 'index' | 'changed' }>

/** The state after a batch of frames. Changes before the first whole state are in that state already. */
export function hearIndex(state: IndexState, frames: readonly IndexFrame[]): IndexState {
  let current = state
  for (const frame of frames) {
    if (frame.type === 'index')
      current = { kind: 'ready', ...frame.index, projects: inPlace(frame.index.projects) }
    else if (current.kind === 'ready') current = changed(current, frame)
  }
  return current
}

type Changed = Extract<IndexFrame, { type: 'changed' }>

function changed(state: { kind: 'ready' } & Index, frame: Changed): IndexState {
  return {
    ...state,
    room: frame.room ?? state.room,
    settings: frame.settings ?? state.settings,
    devServers: frame.devServers
      ? withServers(state.devServers, frame.devServers)
      : state.devServers,
    projects: inPlace(
      merged<ProjectId, Project>(state.projects, frame.projects, frame.removedProjects),
    ),
    threads: merged<ThreadId, ThreadSummary>(state.threads, frame.threads, frame.removedThreads),
  }
}

const byPlace = (a: Project, b: Project) =>
  a.place - b.place || a.createdAt.localeCompare(b.createdAt)

/** In the order that their owner gave them. The same list where it is so already. */
function inPlace(projects: readonly Project[]): readonly Project[] {
  const sorted = projects.toSorted(byPlace)
  return sorted.every((project, index) => project === projects[index]) ? projects : sorted
}

function withServers(
  all: readonly ThreadDevServers[],
  fresh: ThreadDevServers,
): readonly ThreadDevServers[] {
  const others = all.filter(({ threadId }) => threadId !== fresh.threadId)
  return fresh.servers.length > 0 ? [...others, fresh] : others
}

/** Known ones keep their place, new ones go to the end, removed ones leave. The same list where nothing changed. */
function merged<Id, T extends { id: Id }>(
  all: readonly T[],
  upserts: readonly T[],
  removed: readonly Id[],
): readonly T[] {
  if (upserts.length === 0 && removed.length === 0) return all
  const byId = new Map(all.map((one) => [one.id, one]))
  for (const one of upserts) byId.set(one.id, one)
  for (const id of removed) byId.delete(id)
  return [...byId.values()]
}
