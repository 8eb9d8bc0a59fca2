// The face of projects: the repositories a person works on.
import { Problem } from '@a-parallel/contract/model'
import type {
  Actor,
  Branch,
  CallRequest,
  Calls,
  OwnerId,
  Project,
  ProjectId,
} from '@a-parallel/shared'
import { basename } from 'node:path'
import type { Bus } from '../bus/port.ts'
import type { Clock } from '../platform/clock.ts'
import type { NewId } from '../platform/id.ts'
import type { Runner } from '../runner/port.ts'
import type { Database } from '../store/port.ts'
import { refuseUnknownBranch } from './branches.ts'
import { movedAmong } from './moved.ts'
import { projectTable, type OtherProject, type ProjectChange, type ProjectTable } from './table.ts'

export { openCloning, type Cloning } from './cloning.ts'
export { refuseUnknownBranch }

export interface ProjectsPorts {
  db: Database
  bus: Bus
  clock: Clock
  newId: NewId
  runner: Runner
}

type Body<C extends keyof Calls> = CallRequest<Calls[C]>['body']
export type Projects = ReturnType<typeof openProjects>

export function openProjects(ports: ProjectsPorts) {
  const { bus, runner } = ports
  const table = projectTable(ports.db, (path) => runner.repositories.available(path))
  const get = (actor: Actor, id: ProjectId): Project => {
    const project = table.find(ownerOf(actor), id)
    if (!project) throw new Problem('project_not_found')
    return project
  }
  const announced = (project: Project): Project => {
    bus.publish({ type: 'project', project })
    return project
  }
  return {
    ...projectPlaces({ bus, runner, table, get, announced }),
    ...projectsElsewhere(runner, table),
    get,
    movedAmong,
    list: (actor: Actor): Project[] => table.list(ownerOf(actor)),
    /** Those that were taken off the list. */
    removed: (actor: Actor): Project[] => table.removed(ownerOf(actor)),
    async add(actor: Actor, body: Body<'addProject'>): Promise<Project> {
      return announced(await addProject(ports, table, ownerOf(actor), body))
    },
    /** The top folder of the repository at `path`, if this project may have been moved there. Changes nothing. */
    async movedTo(actor: Actor, id: ProjectId, path: string): Promise<string> {
      const project = get(actor, id)
      const place = (await runner.repositories.open(path)).path
      refuseMove(project, place, table.findByPath(project.owner, place))
      return place
    },
    move(actor: Actor, id: ProjectId, path: string): void {
      table.change(get(actor, id).owner, id, { path })
    },
    async change(
      actor: Actor,
      id: ProjectId,
      body: Omit<Body<'changeProject'>, 'path'>,
    ): Promise<Project> {
      const { owner, path } = get(actor, id)
      if (body.defaultBranch !== undefined)
        await refuseUnknownBranch(runner, path, body.defaultBranch)
      const change: ProjectChange = Object.fromEntries(
        Object.entries(body).filter(([, value]) => value !== undefined),
      )
      if (body.worktreeFolder)
        change.worktreeFolder = await runner.repositories.worktreeFolder(body.worktreeFolder)
      if (Object.keys(change).length > 0) table.change(owner, id, change)
      return announced(get(actor, id))
    },
    async branches(actor: Actor, id: ProjectId): Promise<Branch[]> {
      const { path, defaultBranch } = get(actor, id)
      const branches = await runner.repositories.branches(path)
      return branches.map((branch) => ({ ...branch, isDefault: branch.name === defaultBranch }))
    },
  }
}

interface PlacePorts {
  bus: Bus
  runner: Pick<Runner, 'ready'>
  table: ProjectTable
  get: (actor: Actor, id: ProjectId) => Project
  announced: (project: Project) => Project
}

/** Where a project stands in its owner's list, and whether it does. */
function projectPlaces({ bus, runner, table, get, announced }: PlacePorts) {
  return {
    /** These in this order, the others behind them as they stood. Those of other owners, or of nobody, are passed over. */
    arrange(actor: Actor, ids: readonly ProjectId[]): Project[] {
      const owner = ownerOf(actor)
      const all = table.list(owner).map(({ id }) => id)
      const first = [...new Set(ids)].filter((id) => all.includes(id))
      table.arrange(owner, [...first, ...all.filter((id) => !first.includes(id))])
      return table.list(owner).map(announced)
    },
    archive(actor: Actor, id: ProjectId, archived: boolean): Project {
      const { owner, path } = get(actor, id)
      table.change(owner, id, { archived })
      if (archived) runner.ready.drop(path)
      return announced(get(actor, id))
    },
    /** Takes it off the list; its threads are kept for its return. */
    remove(actor: Actor, id: ProjectId): void {
      const { owner, path } = get(actor, id)
      table.change(owner, id, { removed: true })
      runner.ready.drop(path)
      bus.publish({ type: 'project-removed', owner, projectId: id })
    },
  }
}

/** What is asked of projects by what runs on the machine, and for what must be left to others. */
function projectsElsewhere({ repositories }: Pick<Runner, 'repositories'>, table: ProjectTable) {
  return {
    /** Those that are not in the list. */
    others: (actor: Actor): OtherProject[] => table.others(ownerOf(actor)),
    /** Whose projects lie at a path. */
    at: (path: string) => table.at(path),
    /** Repositories of all projects that can be worked on now. */
    places: (): string[] => table.places().filter((path) => repositories.available(path)),
    /** Folders of worktrees that were chosen for projects. */
    worktreeFolders: (): string[] => table.worktreeFolders(),
  }
}

function refuseMove(project: Project, place: string, there: Project | null): void {
  if (project.available && place !== project.path) {
    throw new Problem('project_not_moved', `The repository is still at ${project.path}.`)
  }
  if (there && there.id !== project.id) {
    throw new Problem('project_exists', `${place} is the project “${there.name}”.`)
  }
}

/** One that is on the list already is answered as it is; one that was taken off comes back. */
async function addProject(
  { runner, clock, newId }: ProjectsPorts,
  table: ProjectTable,
  owner: OwnerId,
  body: Body<'addProject'>,
): Promise<Project> {
  const { path, defaultBranch } = await runner.repositories.open(body.path)
  const known = table.findByPath(owner, path)
  if (known) {
    table.change(owner, known.id, { removed: false, archived: false })
    return { ...known, archived: false }
  }
  table.insert({
    id: newId(),
    owner,
    path,
    name: body.name ?? calledLike(path),
    defaultBranch,
    branchPrefix: 'a-parallel',
    worktreeFolder: null,
    budgetUsd: null,
    color: null,
    model: null,
    permissionMode: null,
    instructions: '',
    commitStyle: 'repository',
    place: table.lastPlace(owner),
    archived: false,
    createdAt: clock.now(),
    removed: false,
  })
  const added = table.findByPath(owner, path)
  if (!added) throw new Problem('internal')
  return added
}

/** A folder may have a longer name than a project, and the root has none. */
const calledLike = (path: string): string => basename(path).trim().slice(0, 100).trim() || '/'

function ownerOf(actor: Actor): OwnerId {
  if (actor.kind !== 'person') throw new Problem('unauthorized')
  return actor.id
}
