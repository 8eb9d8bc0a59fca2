// Where a checkout's git settings and hooks lie, read from files alone: no git is started in a place that nobody looked at.
import { readdir, realpath, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { ifThere, isThere, readText } from '../worktrees/if-there.ts'
import { placeBehind, readPointer } from './pointer.ts'

export interface OwnPlaces {
  /** The checkout's own directory in the repository; real paths. */
  gitDir: string
  /** The one that all its worktrees share. */
  commonDir: string
}

export interface Places extends OwnPlaces {
  /** Repositories of submodules, whether they are checked out or not. */
  modules: string[]
}

/** Null when there is no repository at `root`. */
export async function ownPlacesOf(root: string): Promise<OwnPlaces | null> {
  const gitDir = await gitDirOf(root)
  return gitDir === null ? null : placesIn(gitDir)
}

/** The places of the repository, or of a checkout in it, whose own directory this is. */
export async function placesIn(gitDir: string): Promise<OwnPlaces | null> {
  const shared = await readPointer(join(gitDir, 'commondir'))
  const commonDir = shared ? await placeBehind(gitDir, shared) : gitDir
  return commonDir === null ? null : { gitDir, commonDir }
}

/** The same, with what lies inside. */
export async function placesOf(root: string): Promise<Places | null> {
  const own = await ownPlacesOf(root)
  if (own === null) return null
  const folders = [...new Set([join(own.commonDir, 'modules'), join(own.gitDir, 'modules')])]
  const modules = (await Promise.all(folders.map(repositoriesIn))).flat()
  return { ...own, modules }
}

/** The repository that is checked out at `root`: its `.git`, or what that file names. */
export async function gitDirOf(root: string): Promise<string | null> {
  const pointer = join(root, '.git')
  const entry = await ifThere(stat(pointer))
  if (!entry) return null
  if (!entry.isFile()) return ifThere(realpath(pointer))
  const said = /^gitdir: ([^]+)$/.exec((await readPointer(pointer)) ?? '')?.[1]
  return said === undefined ? null : placeBehind(root, said)
}

/** The checkouts of a repository that lie below one of these folders, and its own. */
export async function checkoutsOf(
  repository: string,
  folders: readonly string[],
): Promise<string[]> {
  const places = await placesOf(repository)
  if (places === null) return [repository]
  const parent = join(places.commonDir, 'worktrees')
  const names = (await ifThere(readdir(parent))) ?? []
  const found = await Promise.all(
    names.map(async (name) => {
      const pointer = (await readText(join(parent, name, 'gitdir')))?.trim()
      if (!pointer) return []
      const checkout = dirname(resolve(parent, name, pointer))
      const isBelow = folders.some((folder) => checkout.startsWith(`${folder}/`))
      const isOurs = isBelow && (await isThere(join(checkout, '.git')))
      return isOurs ? [checkout] : []
    }),
  )
  return [repository, ...found.flat()]
}

/** The repositories below `folder`, also of submodules in submodules. A name may hold slashes. */
export async function repositoriesIn(folder: string): Promise<string[]> {
  const entries = (await ifThere(readdir(folder, { withFileTypes: true }))) ?? []
  const found: string[] = []
  for (const entry of entries) {
    if (!entry.isDirectory()) continue
    const at = join(folder, entry.name)
    const isRepository = (await isThere(join(at, 'HEAD'))) && (await isThere(join(at, 'objects')))
    if (isRepository) found.push(at)
    found.push(...(await repositoriesIn(isRepository ? join(at, 'modules') : at)))
  }
  return found
}
