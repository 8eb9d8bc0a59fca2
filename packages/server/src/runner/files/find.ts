// Finds files of a checkout by what was typed of their paths, to be named in a message.
import { rankPaths } from '@a-parallel/contract/model'
import type { Git } from '../git/core.ts'
import { openPaths, type ListPaths } from './paths.ts'

export interface FileSearch {
  /**
   * @param root a checkout.
   * @returns paths from there, the best first; a folder ends in `/`. Throws GitError where git cannot list.
   */
  find(root: string, query: string, limit: number): Promise<string[]>
}

/** @param now milliseconds that only grow. */
export function openFileSearch(
  git: Git,
  now: () => number,
  list: ListPaths = openPaths(git, now),
): FileSearch {
  return {
    find: async (root, query, limit) => rankPaths((await list(root)).sayable, query, limit),
  }
}
