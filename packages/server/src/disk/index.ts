// The face of the disk: what an owner's projects take, and the way to remove what is no thread's. Nothing is removed of which
// anything would be lost, and nothing that a thread of a project on the list still knows.
import { Problem } from '@a-parallel/contract/model'
import type {
  Actor,
  AtStake,
  CallRequest,
  Calls,
  DiskPlace,
  DiskSize,
  Project,
  ThreadId,
} from '@a-parallel/shared'
import { dirname } from 'node:path'
import type { Log } from '../platform/log.ts'
import type { Projects } from '../projects/index.ts'
import type { ListedWorktree, Runner } from '../runner/port.ts'
import type { Threads } from '../threads/index.ts'
import { placesLeft, type Found } from './left.ts'

export interface DiskPorts {
  threads: Pick<Threads, 'worktrees' | 'adopt'>
  projects: Pick<Projects, 'list' | 'others' | 'removed'>
  runner: Pick<Runner, 'disk' | 'worktrees' | 'ready' | 'spares' | 'free'>
  log: Log
}

export type Disk = ReturnType<typeof openDisk>

export function openDisk(ports: DiskPorts) {
  const { runner } = ports
  const all = async (actor: Actor): Promise<Found[]> => {
    const stands = await Promise.all(
      runner.ready.known().map(({ path }) => runner.disk.placeOf(path)),
    )
    const projects = ports.projects.list(actor)
    const read = await Promise.all(projects.map((project) => readProject(ports, actor, project)))
    const found = read.flatMap((project) => placesOf(project, read, new Set(stands)))
    const { isTheirs, waits } = await openTheirs(ports, actor)
    const left = (await placesLeft(ports, actor)).filter(({ path }) => !waits(path))
    const places = [...left, ...found.filter(({ path }) => !isTheirs(path))]
    return [...new Map(places.map((place) => [place.path, place])).values()]
  }
  const one = async (actor: Actor, path: string): Promise<Found> => {
    const found = (await all(actor)).find((place) => place.path === path)
    if (!found) throw new Problem('not_found', 'There is no such folder any more.')
    return found
  }
  const noThreads = async (actor: Actor, path: string): Promise<Found> => {
    const place = await one(actor, path)
    if (place.kind === 'thread') throw new Problem('not_found', 'It is the worktree of a thread.')
    return place
  }
  /** Also tells what nobody could find out of a folder that is no worktree. */
  const atStake = (place: Found): Promise<AtStake> =>
    runner.worktrees.atStake({ ...place, wasWhole: true })
  return {
    async list(actor: Actor): Promise<{ places: DiskPlace[]; freeBytes: number }> {
      const [places, { diskBytes }] = await Promise.all([all(actor), runner.free()])
      return {
        places: places.map(({ repository: _repository, base: _base, ...place }) => place),
        freeBytes: diskBytes,
      }
    },
    async measure(actor: Actor, path: string): Promise<DiskSize> {
      return runner.disk.measure((await one(actor, path)).path)
    },
    atStake: async (actor: Actor, path: string) => atStake(await noThreads(actor, path)),
    adopt: openAdopting(ports, noThreads),
    /** Throws `worktree_away`, `work_at_stake`, and `checkout_busy` while somebody works in it or it is locked. */
    async remove(actor: Actor, path: string): Promise<void> {
      const place = await noThreads(actor, path)
      refuseAway(place)
      await refuseHeld(runner, place)
      // Last: whoever worked in it may have written something.
      const { stake } = await atStake(place)
      // What git has lost, nobody can look through: a commit may be on no branch.
      const isUnclear = !place.isListed || (place.kind === 'gone' && place.branch === null)
      if (stake !== null || isUnclear) {
        const detail = 'Something could be lost with it. Look at it, and commit it or move it away.'
        throw new Problem('work_at_stake', detail)
      }
      await runner.worktrees.remove({ repository: place.repository, path, keep: null })
    },
  }
}

type AdoptBody = CallRequest<Calls['adoptFromDisk']>['body']

/** Throws `checkout_busy` where another thread begins in it at this moment. */
function openAdopting(
  ports: DiskPorts,
  noThreads: (actor: Actor, path: string) => Promise<Found>,
): (actor: Actor, body: AdoptBody) => Promise<{ id: ThreadId; seq: number }> {
  const adopting = new Set<string>()
  return async (actor, body) => {
    const { path } = body
    if (adopting.has(path)) throw new Problem('checkout_busy', `A thread begins in ${path}.`)
    adopting.add(path)
    try {
      return await adopt(ports, actor, await noThreads(actor, path), body)
    } finally {
      adopting.delete(path)
    }
  }
}

/** Begins a thread in it, where it is. Throws `worktree_unfit`, `worktree_away`. */
async function adopt(
  { runner, threads }: DiskPorts,
  actor: Actor,
  place: Found,
  { path, ...body }: AdoptBody,
): Promise<{ id: ThreadId; seq: number }> {
  const branch = branchOf(place)
  const { projectId, repository, base } = place
  if (projectId === null || place.kind === 'left')
    throw new Problem('worktree_unfit', `${path} is of a project that is not on the list.`)
  const commit = await runner.disk.partedAt({ repository, branch, base })
  const beginning = { ...body, projectId, mode: 'worktree' as const }
  return threads.adopt(actor, beginning, { path, branch, base, commit })
}

/** What waits for a thread that is being written, and with it what is told of apart: worktrees of projects not in the list. */
async function openTheirs(
  { projects, runner: { disk, spares } }: DiskPorts,
  actor: Actor,
): Promise<Record<'isTheirs' | 'waits', (path: string) => boolean>> {
  const [waiting, elsewhere] = await Promise.all([
    Promise.all(spares.known().map(({ path }) => disk.placeOf(path))),
    Promise.all(
      projects.others(actor).map(({ id, worktreeFolder }) => disk.folders(id, worktreeFolder)),
    ),
  ])
  const [kept, folders] = [new Set(waiting), new Set(elsewhere.flatMap(({ at }) => at))]
  const waits = (path: string) => kept.has(path)
  return { waits, isTheirs: (path) => waits(path) || folders.has(dirname(path)) }
}

/** Throws `worktree_away`. */
function refuseAway({ path, isAway }: DiskPlace): void {
  if (!isAway) return
  const detail = `The folder that ${path} lay in is gone or empty. If it lies on a disk of its own, mount that first.`
  throw new Problem('worktree_away', detail, { path })
}

/** On which a thread would work there. Throws `worktree_unfit`, `worktree_away`. */
function branchOf(place: DiskPlace): string {
  refuseAway(place)
  const { path, kind, isListed, branch } = place
  if (kind === 'gone' || !isListed)
    throw new Problem('worktree_unfit', `${path} is no worktree of its repository.`)
  if (branch === null)
    throw new Problem('worktree_unfit', `${path} is on no branch. Check one out there first.`)
  return branch
}

/** Throws `checkout_busy`. */
async function refuseHeld(
  runner: DiskPorts['runner'],
  { path, isLocked }: DiskPlace,
): Promise<void> {
  if (isLocked)
    throw new Problem('checkout_busy', `${path} is locked. Unlock it: git worktree unlock`)
  if (await runner.disk.isInUse(path))
    throw new Problem('checkout_busy', `A program works in ${path}. End it first.`)
}

/** What one project has on the disk. */
interface OfProject {
  project: Project
  known: ReadonlyMap<string, DiskPlace['thread']>
  listed: ListedWorktree[]
  /** Those that its threads' worktrees lie in, and what lies there. */
  folders: string[]
  inside: string[]
  /** Those whose disk may not be mounted. */
  away: ReadonlySet<string>
}

async function readProject(
  { threads, runner, log }: DiskPorts,
  actor: Actor,
  project: Project,
): Promise<OfProject> {
  const told = threads.worktrees(actor, project.id)
  const known = new Map(
    await Promise.all(
      told.map(async ({ path, thread }) => [await runner.disk.placeOf(path), thread] as const),
    ),
  )
  const { at: folders, inside } = await runner.disk.folders(project.id, project.worktreeFolder)
  // Another project may be a checkout of the same repository: what is of this one's threads is known all the same.
  const unread = { project, known, listed: [], folders, inside: [], away: new Set<string>() }
  if (!project.available) return unread
  try {
    const listed = await runner.disk.worktrees(project.path)
    const away = new Set<string>()
    for (const { path, isGone } of listed)
      if (isGone && (await runner.disk.isAway(path))) away.add(path)
    return { project, known, listed, folders, inside, away }
  } catch (cause) {
    log.warn({ err: cause, path: project.path }, 'the worktrees of a project could not be listed')
    return unread
  }
}

const bare = { branch: null, isLocked: false, isGone: false }

/** Two projects may be checkouts of one repository: each place is told of by one, its own where it has one. */
function placesOf(one: OfProject, all: readonly OfProject[], ready: ReadonlySet<string>): Found[] {
  const { project, known, listed, folders, inside, away } = one
  const others = all.filter((other) => other !== one)
  const isElsewhere = (path: string) =>
    all.some((any) => any.project.path === path) ||
    others.some((other) => other.known.has(path) || other.folders.includes(dirname(path)))
  const named = new Set(listed.map(({ path }) => path))
  const unnamed = inside.filter((path) => !named.has(path))
  return [...listed, ...unnamed.map((path): ListedWorktree => ({ path, ...bare }))]
    .filter(({ path }) => known.has(path) || !isElsewhere(path))
    .map(({ path, branch, isLocked, isGone }) => {
      const thread = known.get(path) ?? null
      const lost = folders.includes(dirname(path)) ? 'orphan' : 'foreign'
      const kind = thread ? 'thread' : ready.has(path) ? 'ready' : isGone ? 'gone' : lost
      const { id: projectId, path: repository, defaultBranch: base } = project
      const isListed = named.has(path)
      const isAway = away.has(path)
      const of = { projectId, formerly: null, thread, repository, base }
      return { path, kind, branch, isListed, isAway, isLocked, ...of }
    })
}
