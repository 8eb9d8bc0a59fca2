// Which git this is, and whether it will do.
import type { Git } from './core.ts'
import { GitError } from './error.ts'

export type GitVersion =
  | { kind: 'found'; version: string; supported: boolean }
  | { kind: 'missing' }

/** `safe.bareRepository` and `GIT_CONFIG_COUNT`, on which our safety rests, are all there from this on. */
const oldest = [2, 38] as const

/** Asks git for its version. `cwd` is any existing directory. */
export async function readVersion(git: Git, cwd: string): Promise<GitVersion> {
  try {
    const { text } = await git(['version'], { cwd, name: 'version', timeoutMs: 10_000 })
    return parseVersion(text)
  } catch (cause) {
    if (cause instanceof GitError && cause.code === 'git-missing') return { kind: 'missing' }
    throw cause
  }
}

/** Reads `git version 2.39.5 (Apple Git-154)`. */
export function parseVersion(text: string): GitVersion {
  const [, version, major, minor] = /((\d+)\.(\d+)[\w.]*)/.exec(text) ?? []
  if (version === undefined) return { kind: 'missing' }
  const [least, next] = oldest
  const supported = Number(major) > least || (Number(major) === least && Number(minor) >= next)
  return { kind: 'found', version, supported }
}
