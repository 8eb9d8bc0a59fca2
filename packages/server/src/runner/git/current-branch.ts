// Which branch is checked out.
import type { GitCall } from './restrict/calls.ts'
import type { GitOptions, GitOutput } from './core.ts'

type Run = (
  args: readonly string[],
  name: GitCall,
  more: Pick<GitOptions, 'successExitCodes'>,
) => Promise<GitOutput>

/** Null: HEAD is detached (`git symbolic-ref --quiet HEAD` ends with 1). */
export async function currentBranch(run: Run): Promise<string | null> {
  const { code, text } = await run(['symbolic-ref', '--quiet', 'HEAD'], 'current-branch', {
    successExitCodes: [0, 1],
  })
  return code === 0 ? text.trim().replace('refs/heads/', '') : null
}
