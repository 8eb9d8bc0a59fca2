// What the runner knows of the disk: which checkouts a repository has, which folders lie where worktrees of threads lie,
// and what they take.
import type { DiskSize, ProjectId } from '@a-parallel/shared'

/** A worktree as git lists it. */
export interface ListedWorktree {
  path: string
  branch: string | null
  isLocked: boolean
  /** There is no folder any more. */
  isGone: boolean
}

export interface DiskRunner {
  /** All but the repository's own checkout. */
  worktrees(repository: string): Promise<ListedWorktree[]>
  /**
   * Where worktrees of a project's threads lie, and the folders in there, by their real paths.
   * @param chosen the folder that was chosen for them, where one was.
   */
  folders(projectId: ProjectId, chosen: string | null): Promise<{ at: string[]; inside: string[] }>
  /**
   * The folders that lie where worktrees of threads lie, of none of these projects, with the repository that each says it is a
   * worktree of; null where it says none. Those in a folder that was chosen are not found.
   */
  strays(known: readonly ProjectId[]): Promise<{ path: string; repository: string | null }[]>
  /** The real path, also of what is gone: the data directory may lie behind a link, and git tells real paths. */
  placeOf(path: string): Promise<string>
  /** Whether the folder that a path lies in is gone as well, or empty, though none of ours: its disk may not be mounted. */
  isAway(path: string): Promise<boolean>
  /** Where two branches parted; where they have nothing in common: the commit of the first one. */
  partedAt(ask: { repository: string; branch: string; base: string }): Promise<string>
  /** One at a time, for a while at most. Follows no link. */
  measure(path: string): Promise<DiskSize>
  /** Whether a process of this user works in it. */
  isInUse(path: string): Promise<boolean>
}
