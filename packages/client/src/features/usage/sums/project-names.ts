// What projects are called where several stand together. Pure.
import type { Project } from '@a-parallel/shared'

type Named = Pick<Project, 'id' | 'name' | 'path'>

/** By id. Behind a name that several of them bear stands as much of the path's end as tells them apart. */
export function projectNames(projects: readonly Named[]): Map<string, string> {
  const pathsOf = new Map<string, string[]>()
  for (const { name, path } of projects) pathsOf.set(name, [...(pathsOf.get(name) ?? []), path])
  return new Map(
    projects.map(({ id, name, path }) => {
      const paths = pathsOf.get(name) ?? []
      return [id, paths.length > 1 ? `${name} (${endOf(path, paths)})` : name]
    }),
  )
}

/** The whole path where no end of it is its own. */
function endOf(path: string, paths: readonly string[]): string {
  const parts = path.split('/')
  for (let count = 1; count < parts.length - 1; count += 1) {
    const end = `/${parts.slice(-count).join('/')}`
    if (paths.filter((other) => other.endsWith(end)).length === 1) return `…${end}`
  }
  return path
}
