// Why git could not push, fetch or clone, from what it said. Pure.
import type { PushRefusal } from '@a-parallel/shared'

/** What git prints of each branch with `--porcelain`: `!\tfrom:to\t[rejected] (fetch first)`. */
const refused = /^!\t[^\t]*\t(.*)$/m

// In this order: a hook that says why may use any of the later words.
const verdicts: readonly [RegExp, PushRefusal][] = [
  [/stale info/, 'stale'],
  [/non-fast-forward|fetch first|needs force/, 'behind'],
  [/protected branch/i, 'protected'],
  [/hook declined|declined/, 'hook'],
  [/checked out|denyCurrentBranch|deny updating/i, 'checked-out'],
]

const failures: readonly [RegExp, PushRefusal][] = [
  [/protected branch|GH006|GH013|not allowed to push code to protected/i, 'protected'],
  [
    /Authentication failed|could not read (Username|Password)|terminal prompts disabled|Permission denied \(|Permission to .* denied|error: 40[13]\b|HTTP Basic: Access denied|Invalid username or/i,
    'signed-out',
  ],
  [/transport '\w+' not allowed/, 'untrusted'],
  [
    /does not appear to be a git repository|repository .* not found|Repository not found|No such remote/i,
    'no-repository',
  ],
  [
    /Could not resolve host|unable to access|Could not read from remote|Connection (refused|timed out|reset)|Network is unreachable|Host key verification failed|kex_exchange/i,
    'unreachable',
  ],
]

/** Null: git gave no reason that is known. */
export function refusalReason(stdout: string, stderr: string): PushRefusal | null {
  const verdict = refused.exec(stdout)?.[1]
  if (verdict !== undefined) {
    const known = verdicts.find(([words]) => words.test(verdict))?.[1]
    if (known === 'hook' && /GH006|GH013|protected branch/i.test(stderr)) return 'protected'
    if (known !== undefined) return known
  }
  return failures.find(([words]) => words.test(stderr))?.[1] ?? null
}
