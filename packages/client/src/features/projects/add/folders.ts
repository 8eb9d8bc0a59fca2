// Paths as a person types and reads them. Pure; the server has the last word on what a path is.
import { foldedText, fuzzyScore, rankPaths } from '@a-parallel/contract/model'
import type { FoundRepository, Listing, Project } from '@a-parallel/shared'

export type Folder = Listing['entries'][number]

/** The last part of a path: "web" of "/home/ana/web/". */
export function nameOf(path: string): string {
  return (
    path
      .replace(/[/\\]+$/, '')
      .split(/[/\\]/)
      .at(-1) || path
  )
}

/** A path as a person says it: from `~` on where it lies in their home folder. */
export function fromHome(path: string, home: string | undefined): string {
  if (!home || !path.startsWith(home)) return path
  const rest = path.slice(home.length)
  return rest === '' || /^[/\\]/.test(rest) ? `~${rest}` : path
}

/** The folder to show for a typed path: the path itself when it ends in a separator, else what it lies in. */
export function folderOf(typed: string): string | null {
  const path = typed.trim()
  if (path === '~' || path === '/') return path
  if (!/^(~|[/\\]|[A-Za-z]:)/.test(path)) return null
  const cut = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'))
  if (cut < 0) return null
  return cut === 0 ? '/' : path.slice(0, cut)
}

/** A folder that was chosen may have a name that ends in a blank, or in an end of line; whoever types one means none. */
export function meantPath(value: string, typed: string): string {
  return value === typed ? value.trim() : value
}

/** What is typed of a folder's own name: the last part of a path. */
export function soughtName(typed: string): string {
  return typed.trim().split(/[/\\]/).at(-1) ?? ''
}

/** The folders to list: hidden ones only when wanted or typed; those that fit the typed name, the best first, or else all. */
export function shownFolders(entries: readonly Folder[], hidden: boolean, typed: string): Folder[] {
  const sought = foldedText(soughtName(typed))
  const wanted = entries.filter((entry) => hidden || !entry.hidden || sought.startsWith('.'))
  if (sought === '') return wanted
  const fitting = wanted
    .map((entry) => ({ entry, score: fuzzyScore(sought, foldedText(entry.name)) }))
    .filter(({ score }) => score !== null)
    .toSorted((a, b) => Number(b.score) - Number(a.score))
  return fitting.length > 0 ? fitting.map(({ entry }) => entry) : wanted
}

export interface Place {
  /** As a person says it: `~/code/web`. */
  said: string
  repository: FoundRepository
}

/** The repositories that fit what is typed of a name or a path, the best first; all as they are while nothing is typed. */
export function fittingPlaces(
  repositories: readonly FoundRepository[],
  typed: string,
  home: string | undefined,
): Place[] {
  const places = new Map(
    repositories.map((repository) => {
      const said = fromHome(repository.path, home)
      return [said, { said, repository }]
    }),
  )
  const sought = fromHome(typed.trim(), home)
  if (sought === '') return [...places.values()]
  return rankPaths([...places.keys()], sought, places.size).flatMap(
    (said) => places.get(said) ?? [],
  )
}

/** Folders that hold projects already: the next repository is often beside the last. At most four, newest first. */
export function recentPlaces(projects: readonly Project[]): string[] {
  const parents = projects
    .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))
    .map((project) => folderOf(project.path))
  return [...new Set(parents)].filter((path) => path !== null).slice(0, 4)
}

/** What a person can run to turn a refused folder into one that can be added; null where no command helps. */
export function cureFor(code: string, path: string): string | null {
  const quoted = /^[\w./~-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`
  if (code === 'not_a_repository')
    return `cd ${quoted} && git init && git add -A && git commit -m "Start"`
  if (code === 'repository_empty') return `cd ${quoted} && git add -A && git commit -m "Start"`
  if (code === 'repository_foreign') return `git config --global --add safe.directory ${quoted}`
  return code === 'repository_bare' ? `git clone ${quoted}` : null
}
