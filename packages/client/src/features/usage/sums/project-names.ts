// What projects are called where several stand together. Pure.
import type { Project } from '@a-parallel/shared'

/** By id. Behind a name that several of them bear stands the path. */
export function projectNames(
  projects: readonly Pick<Project, 'id' | 'name' | 'path'>[],
): Map<string, string> {
  const bearers = new Map<string, number>()
  for (const { name } of projects) bearers.set(name, (bearers.get(name) ?? 0) + 1)
  return new Map(
    projects.map(({ id, name, path }) => [
      id,
      (bearers.get(name) ?? 0) > 1 ? `${name} (${path})` : name,
    ]),
  )
}
