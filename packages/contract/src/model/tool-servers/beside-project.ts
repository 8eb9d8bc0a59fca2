// Which tool servers there are beside a project. Pure.
import type { ProjectId } from '../../nouns/ids.ts'

/** Those that could be given there; of two that are called the same, the project's own. */
export function besideProject<T extends { projectId: string | null; name: string }>(
  all: readonly T[],
  projectId: ProjectId,
): T[] {
  const own = new Set(all.filter((one) => one.projectId === projectId).map(({ name }) => name))
  return all.filter(
    (one) => one.projectId === projectId || (one.projectId === null && !own.has(one.name)),
  )
}
