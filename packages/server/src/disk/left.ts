// What projects that are not on the list any more have left on the disk: worktrees of threads that no page shows.
import type { Actor, DiskPlace, Project } from '@a-parallel/shared'
import { dirname } from 'node:path'
import type { Log } from '../platform/log.ts'
import type { Projects } from '../projects/index.ts'
import type { ListedWorktree, Runner } from '../runner/port.ts'

export interface Found extends DiskPlace {
  /** The folder itself where it is not known. */
  repository: string
  /** The default branch of its project; empty where that is not known. */
  base: string
}

interface LeftPorts {
  projects: Pick<Projects, 'list' | 'others' | 'removed'>
  runner: { disk: Pick<Runner['disk'], 'folders' | 'strays' | 'worktrees'> }
  log: Log
}

/** Of projects that were taken off the list, and of those that were erased. */
export async function placesLeft(ports: LeftPorts, actor: Actor): Promise<Found[]> {
  const { projects, runner } = ports
  const removed = projects.removed(actor)
  const known = [...projects.list(actor), ...projects.others(actor)].map(({ id }) => id)
  const ofRemoved = await Promise.all(removed.map((project) => placesOfRemoved(ports, project)))
  const found = await runner.disk.strays(known)
  const listed = new Map<string | null, ListedWorktree[]>()
  for (const repository of new Set(found.flatMap((stray) => stray.repository ?? [])))
    listed.set(repository, await listedIn(ports, repository))
  const strays = found.map(({ path, repository }): Found => {
    const one = listed.get(repository)?.find((worktree) => worktree.path === path)
    return {
      ...placeOf(path, one),
      projectId: null,
      formerly: null,
      repository: repository ?? path,
      base: '',
    }
  })
  return [...ofRemoved.flat(), ...strays]
}

async function placesOfRemoved(ports: LeftPorts, project: Project): Promise<Found[]> {
  const { id: projectId, name, path: repository, worktreeFolder, defaultBranch: base } = project
  const { at, inside } = await ports.runner.disk.folders(projectId, worktreeFolder)
  const listed = project.available && inside.length > 0 ? await listedIn(ports, repository) : []
  const of = { projectId, formerly: { name, path: repository }, repository, base }
  return inside
    .filter((path) => at.includes(dirname(path)))
    .map((path) => ({
      ...placeOf(
        path,
        listed.find((one) => one.path === path),
      ),
      ...of,
    }))
}

/** There is a folder, whatever its repository says. */
function placeOf(path: string, listed: ListedWorktree | undefined) {
  return {
    path,
    kind: 'left' as const,
    thread: null,
    branch: listed?.branch ?? null,
    isListed: listed !== undefined,
    isLocked: listed?.isLocked ?? false,
    isAway: false,
  }
}

async function listedIn({ runner, log }: LeftPorts, repository: string): Promise<ListedWorktree[]> {
  try {
    return await runner.disk.worktrees(repository)
  } catch (cause) {
    log.warn({ err: cause, path: repository }, 'the worktrees of a project could not be listed')
    return []
  }
}
