// Why a clone failed, from what git said. What an address of the person's own configuration may hold of a password is
// taken out before anybody is told.
import { Problem } from '@a-parallel/contract/model'
import { GitError } from '../git/error.ts'
import { refusalReason } from '../git/remotes/reason.ts'

export function cloneProblem(cause: unknown): Problem {
  if (cause instanceof Problem) return cause
  if (!(cause instanceof GitError)) throw cause
  const said = saidByGit(cause.stderr)
  if (cause.code === 'no-space') return new Problem('disk_full', said)
  if (cause.code === 'git-missing') return new Problem('git_missing', said)
  if (/repository '.*' does not exist/.test(cause.stderr))
    return new Problem('clone_no_repository', said)
  switch (refusalReason('', cause.stderr)) {
    case 'signed-out':
      return new Problem('clone_signed_out', said)
    case 'unreachable':
      return new Problem('clone_unreachable', said)
    case 'no-repository':
      return new Problem('clone_no_repository', said)
    default:
      return new Problem('clone_refused', said || 'Git said nothing of why.')
  }
}

/** Its last lines, without how far it was, and without names and passwords. */
export function saidByGit(stderr: string): string {
  const lines = stderr
    .split(/[\r\n]+/)
    .filter((line) => line.trim() !== '' && !/:\s+(?:\d{1,3}% |\d+,)|^Cloning into /.test(line))
  return lines
    .slice(-8)
    .join('\n')
    .replaceAll(/(\/\/)[^/\s]*@/g, '$1')
    .slice(-2000)
}
