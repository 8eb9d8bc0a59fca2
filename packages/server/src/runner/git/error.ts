// Why git refused, as a code, so that nobody else compares git's sentences. Git runs with English messages for this.

export type GitErrorCode =
  | 'not-a-repository'
  | 'dubious-ownership'
  | 'bare-repository'
  | 'lock'
  | 'transient'
  | 'no-space'
  | 'branch-exists'
  | 'path-exists'
  | 'unknown-revision'
  | 'permission'
  | 'has-changes'
  | 'has-submodules'
  | 'worktree-locked'
  | 'missing-cwd'
  | 'git-missing'
  | 'timeout'
  | 'aborted'
  | 'output-too-large'
  | 'unknown'

export interface GitFailure {
  code: GitErrorCode
  /** What git was asked, without our configuration. */
  args: readonly string[]
  exitCode: number | null
  stderr: string
  /** What it had printed until then, where that is known. */
  stdout?: string
}

export class GitError extends Error {
  readonly code: GitErrorCode
  readonly args: readonly string[]
  readonly exitCode: number | null
  readonly stderr: string
  readonly stdout: string

  constructor(failure: GitFailure, options?: ErrorOptions) {
    const said = failure.stderr.trim().slice(0, 2000)
    super(`git ${failure.args[0] ?? ''}: ${failure.code}${said ? `: ${said}` : ''}`, options)
    this.name = 'GitError'
    this.code = failure.code
    this.args = failure.args
    this.exitCode = failure.exitCode
    this.stderr = failure.stderr
    this.stdout = failure.stdout ?? ''
  }
}

// In this order: `cannot lock ref` is said both of a lock and of a branch that stands in the way (`a` and `a/b`).
const sentences: readonly [RegExp, GitErrorCode][] = [
  [/No space left on device|Disk quota exceeded/i, 'no-space'],
  [/detected dubious ownership/, 'dubious-ownership'],
  [/cannot use bare repository|must be run in a work tree/, 'bare-repository'],
  [/not a git repository/i, 'not-a-repository'],
  [
    /a branch named '.*' already exists|' exists; cannot create|refs\/heads\/.* already exists/,
    'branch-exists',
  ],
  [/contains modified or untracked files/, 'has-changes'],
  [/cannot remove a locked working tree/, 'worktree-locked'],
  [/working trees containing submodules cannot be moved or removed/, 'has-submodules'],
  [/Permission denied|Operation not permitted/i, 'permission'],
  // What git worktree add says while another one, or a fetch, runs beside it.
  [/commondir|bad object worktrees\/.*\/HEAD|config\.lock|could not lock config file/, 'transient'],
  [
    /Unable to create '.*\.lock': File exists|cannot lock ref|Another git process seems to be running/,
    'lock',
  ],
  [/'.*' already exists|is a missing but already registered worktree/, 'path-exists'],
  [
    /unknown revision|bad revision|invalid reference|Not a valid object name|Needed a single revision/,
    'unknown-revision',
  ],
  [/Unable to read current working directory/, 'missing-cwd'],
]

/** The code for what git wrote to its standard error. */
export function gitErrorCode(stderr: string): GitErrorCode {
  return sentences.find(([sentence]) => sentence.test(stderr))?.[1] ?? 'unknown'
}
