// A path that git prints. A folder may be called by several lines, and end in blanks and ends of line: of what is printed, only
// the last end of line is git's own, and of two paths in one answer nobody could tell where the first one ends.
import type { Git } from '../core.ts'

/** What `git rev-parse` says of one option that stands for a path. @throws GitError where it says nothing. */
export async function saidPath(git: Git, cwd: string, option: '--git-common-dir'): Promise<string> {
  const { text } = await git(['rev-parse', '--path-format=absolute', option], {
    cwd,
    name: 'git-common-dir',
  })
  return withoutEnd(text)
}

export function withoutEnd(text: string): string {
  return text.replace(/\n$/, '')
}

/** As git reads a path from a line: in quotes where it would be taken for something else. It drops a CR at the end. */
export function quoted(path: string): string {
  if (!/^"|[\n\r\\]/.test(path)) return path
  const escaped = path.replaceAll(/["\\]/g, '\\$&')
  return `"${escaped.replaceAll('\n', '\\n').replaceAll('\r', '\\r')}"`
}
