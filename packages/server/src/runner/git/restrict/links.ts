// The repositories that are checked out inside a checkout, and that git goes into from there. Only names are read.
import { join } from 'node:path'
import type { Git } from '../core.ts'
import { gitDirOf } from './places.ts'

export interface Linked {
  path: string
  /** Its repository. */
  gitDir: string
}

/** Those that the index of the checkout at `root` names and that are there, with those inside them. */
export async function linkedCheckouts(git: Git, root: string): Promise<Linked[]> {
  const { text } = await git(['ls-files', '--stage', '-z'], {
    cwd: root,
    name: 'list-submodules',
    maxOutputBytes: 512 << 20,
  })
  const found: Linked[] = []
  for (const entry of text.split('\0')) {
    const name = linkOf(entry)
    if (name === null) continue
    const path = join(root, name)
    const gitDir = await gitDirOf(path)
    if (gitDir !== null) found.push({ path, gitDir }, ...(await linkedCheckouts(git, path)))
  }
  return found
}

/** The path of a submodule, of one record of `git ls-files --stage -z`. */
export function linkOf(entry: string): string | null {
  return /^160000 [^\t]*\t([^]+)$/.exec(entry)?.[1] ?? null
}
