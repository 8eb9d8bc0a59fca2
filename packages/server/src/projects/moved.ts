// Which of the repositories on the disk is a project's that is gone from its place. Pure.
import type { Project } from '@a-parallel/shared'
import { basename } from 'node:path'

interface Candidate {
  path: string
  /** Linked worktrees that it knows of. */
  worktrees: readonly string[]
}

/**
 * Those that know one of its threads' worktrees; where there is none, those whose folder bears its name. What is a project
 * of its own is none of them.
 */
export function movedAmong(
  { path }: Pick<Project, 'path'>,
  known: readonly Pick<Project, 'path'>[],
  worktrees: readonly string[],
  repositories: readonly Candidate[],
): string[] {
  const taken = new Set(known.map((project) => project.path))
  const free = repositories.filter((one) => !taken.has(one.path))
  const own = new Set(worktrees)
  const tied = free.filter((one) => one.worktrees.some((place) => own.has(place)))
  const named = () => free.filter((one) => basename(one.path) === basename(path))
  return (own.size > 0 ? tied : named()).slice(0, 5).map((one) => one.path)
}
