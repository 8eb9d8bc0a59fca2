// The one table of refusals: code → HTTP status and title. Throw a Problem; four edges catch it.
import type { ProblemValue } from '../nouns/problem.ts'

const table = {
  invalid_input: [400, 'The request is not valid'],
  invalid_json: [400, 'The body is not valid JSON'],
  invalid_path: [400, 'The path is not valid'],
  invalid_branch: [400, 'The branch does not exist'],
  unauthorized: [401, 'Sign in first'],
  code_used: [401, 'The sign-in link was used or is too old'],
  forbidden_origin: [403, 'Requests from this page are refused'],
  not_found: [404, 'There is nothing here'],
  project_not_found: [404, 'There is no such project'],
  thread_not_found: [404, 'There is no such thread'],
  turn_not_found: [404, 'There is no such message'],
  approval_not_found: [404, 'There is no such request'],
  call_not_found: [404, 'There is no such call'],
  image_not_found: [404, 'There is no such image'],
  change_not_found: [404, 'Nothing has changed there'],
  changed_meanwhile: [409, 'It was changed since it was shown'],
  checkout_busy: [409, 'Git is at work there'],
  in_conflict: [409, 'The file is in conflict'],
  in_the_way: [409, 'A folder lies in its place'],
  not_by_lines: [422, 'It can be taken as a whole only'],
  in_a_repository: [422, 'It is a repository of its own'],
  kept_not_found: [404, 'It is no longer kept'],
  message_not_found: [404, 'There is no such message'],
  method_not_allowed: [405, 'This address takes another method'],
  path_missing: [422, 'The folder does not exist'],
  path_denied: [422, 'The folder may not be read'],
  path_not_directory: [422, 'The path is not a folder'],
  not_a_repository: [422, 'The folder is not a git repository'],
  repository_bare: [422, 'The repository has no working files'],
  repository_empty: [422, 'The repository has no commit yet'],
  repository_inside: [422, 'The folder lies inside a repository'],
  repository_foreign: [422, 'The repository belongs to another user'],
  project_unavailable: [409, 'The project’s folder is gone'],
  project_archived: [409, 'The project was put away'],
  project_has_threads: [409, 'The project still has threads'],
  approval_already_answered: [409, 'The request was already answered'],
  approval_expired: [409, 'The agent no longer waits for this'],
  bypass_off: [409, 'Allowing everything is switched off'],
  bypass_local: [422, 'Allowing everything needs a worktree'],
  device_not_found: [404, 'There is no such device'],
  push_address_refused: [422, 'Pushes are not sent to this address'],
  rule_not_found: [404, 'There is no such rule'],
  rule_invalid: [422, 'The rule cannot be kept to'],
  rule_mismatch: [422, 'The rule does not match this request'],
  answers_missing: [400, 'The questions need answers'],
  message_taken: [409, 'The message is with the agent already'],
  message_withdrawn: [409, 'The message was taken back'],
  thread_archived: [409, 'The thread is archived'],
  thread_busy: [409, 'The thread is still at work'],
  nothing_to_stop: [409, 'Nothing runs in this thread'],
  call_over: [409, 'The call has ended'],
  nothing_to_undo: [409, 'There is nothing to undo'],
  nothing_to_resume: [409, 'Nothing in this thread was interrupted'],
  work_at_stake: [409, 'Work would go with the thread'],
  worktree_has_changes: [409, 'The worktree has changes that are not committed'],
  worktree_missing: [409, 'The thread’s worktree is gone'],
  branch_missing: [409, 'The thread’s branch is gone'],
  branch_moved: [409, 'The thread’s branch was moved by someone else'],
  worktree_tampered: [409, 'The thread’s worktree was linked elsewhere'],
  identity_missing: [409, 'Git does not know who commits'],
  nothing_to_commit: [409, 'Nothing is staged'],
  conflicts_open: [409, 'There are conflicts to solve first'],
  not_in_conflict: [409, 'The file is in no conflict'],
  conflict_marks_left: [409, 'The file still holds the marks of a conflict'],
  conflict_unmarked: [409, 'The file holds no marks of a conflict'],
  operation_running: [409, 'Git is in the middle of something'],
  nothing_under_way: [409, 'Git is in the middle of nothing'],
  head_moved: [409, 'The branch has moved meanwhile'],
  index_locked: [409, 'Git is at work in the checkout'],
  hook_refused: [422, 'A hook of the repository refused'],
  signing_failed: [422, 'Git could not sign the commit'],
  commit_refused: [422, 'Git did not commit'],
  update_refused: [422, 'Git did not bring the branch up to date'],
  abort_refused: [409, 'Git did not take it back'],
  push_refused: [409, 'The push came back'],
  remote_missing: [409, 'There is nowhere to push to'],
  upstream_missing: [409, 'The branch was never pushed'],
  branch_detached: [409, 'No branch is checked out'],
  merge_conflicts: [409, 'The branches conflict'],
  nothing_to_merge: [409, 'There is nothing to merge'],
  rebase_first: [409, 'The branch must be rebased first'],
  rebase_loses: [409, 'A rebase would lose changes'],
  base_missing: [409, 'There is no branch to merge into'],
  base_moved: [409, 'The base moved meanwhile'],
  base_dirty: [409, 'The base is checked out with changes in the same files'],
  base_busy: [409, 'Git is at work where the base is checked out'],
  base_not_followed: [409, 'A checkout of the base is behind it'],
  filter_untrusted: [409, 'A filter of the repository may not run yet'],
  setup_failed: [422, 'The command did not start'],
  setup_not_found: [404, 'There is no such setup command'],
  dev_server_not_found: [404, 'There is no such dev server'],
  dev_server_withheld: [409, 'The dev server may not run yet'],
  dev_server_failed: [422, 'The dev server did not start'],
  port_taken: [409, 'The port is taken'],
  port_taken_by: [409, 'The port is taken'],
  recipe_invalid: [422, 'The recipe has faults'],
  skill_not_found: [404, 'There is no such skill'],
  skill_exists: [409, 'There is a skill of this name already'],
  skill_invalid: [422, 'The skill has faults'],
  skill_archive_refused: [422, 'The archive is not unpacked'],
  skill_source_refused: [422, 'Skills are not fetched from there'],
  skill_fetch_failed: [502, 'The skills could not be fetched'],
  skill_place_linked: [409, 'The folder of skills is a link'],
  skills_none: [422, 'There is no skill in it'],
  staged_not_found: [404, 'It is no longer staged'],
  trust_changed: [409, 'What the repository brings has changed'],
  repository_differs: [422, 'The folder is another repository'],
  project_not_moved: [409, 'The project’s folder is where it was'],
  project_exists: [409, 'The folder is a project already'],
  checkpoint_missing: [409, 'The files of this moment are not kept'],
  worktree_failed: [500, 'The worktree could not be made'],
  host_account_missing: [409, 'There is no account for this host'],
  host_account_unreadable: [409, 'The account’s token cannot be read'],
  host_account_not_found: [404, 'There is no such account'],
  host_token_refused: [422, 'The host does not know this token'],
  host_scope_missing: [403, 'The token may not do this'],
  host_sign_on_needed: [403, 'The organization wants a sign-on for this token'],
  host_forbids: [403, 'The host refuses this'],
  host_repository_unknown: [404, 'The host does not know this repository'],
  host_rate_limited: [429, 'The host wants fewer requests'],
  host_proxy_invalid: [500, 'The proxy of this server is no address'],
  host_unreachable: [502, 'The host was not reached'],
  host_refused: [422, 'This host is not spoken to'],
  host_elsewhere: [409, 'This host is not asked from here'],
  host_failed: [502, 'The host answered with an error'],
  host_missing: [409, 'The repository has no remote at a host'],
  pull_request_detached: [409, 'No branch is checked out'],
  pull_request_exists: [409, 'There is a pull request already'],
  pull_request_unpushed: [409, 'The branch was not pushed'],
  pull_request_base_unknown: [422, 'The host has no such base branch'],
  pull_request_empty: [409, 'There is nothing to ask for'],
  pull_request_no_drafts: [422, 'The repository takes no drafts'],
  pull_request_not_found: [404, 'There is no pull request of this branch'],
  pull_request_not_mergeable: [409, 'The host does not merge it'],
  pull_request_moved: [409, 'The pull request has changed'],
  tool_server_not_found: [404, 'There is no such MCP server'],
  tool_server_exists: [409, 'There is an MCP server of this name already'],
  tool_server_private: [422, 'The address leads into your own network'],
  tool_server_address_refused: [422, 'The address is not spoken to'],
  tool_server_value_missing: [422, 'A value is missing'],
  tool_server_unreadable: [409, 'What was kept for the MCP server cannot be read'],
  tool_server_sign_in_failed: [502, 'The sign-in did not begin'],
  tool_server_sign_in_missing: [409, 'No sign-in is under way'],
  id_taken: [409, 'The id is already in use'],
  stale_append: [409, 'Somebody wrote first'],
  image_too_large: [413, 'The image is too large'],
  image_unreadable: [415, 'The file is no image that agents can see'],
  too_large: [413, 'The request is too large'],
  wrong_media_type: [415, 'The body must be application/json'],
  wrong_host: [421, 'This server does not answer to that name'],
  too_many_requests: [429, 'Too many requests'],
  headers_too_large: [431, 'The request’s headers are too large'],
  agent_not_found: [503, 'Claude Code was not found'],
  agent_not_signed_in: [503, 'Claude Code is not signed in'],
  agent_start_failed: [503, 'The agent did not start'],
  agent_exited: [500, 'The agent ended unexpectedly'],
  agent_api_error: [502, 'The model’s service answered with an error'],
  usage_limit: [429, 'The usage limit is reached'],
  agent_model_unknown: [400, 'The model is not known'],
  agent_turn_failed: [500, 'The agent could not finish the turn'],
  git_missing: [503, 'Git was not found'],
  git_failed: [500, 'A git command failed'],
  database_busy: [503, 'Another program holds the database'],
  search_unavailable: [503, 'Nothing can be searched'],
  disk_full: [507, 'The disk is full'],
  internal: [500, 'Something went wrong here'],
} as const satisfies Record<string, readonly [status: number, title: string]>

export type ProblemCode = keyof typeof table

export const problemCodes = Object.keys(table) as ProblemCode[] // Object.keys forgets the literal keys.

/** HTTP status and English title of a code. */
export function problemKind(code: ProblemCode): { status: number; title: string } {
  const [status, title] = table[code]
  return { status, title }
}

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(table, code)
}

/** A refusal with a code. `detail` says in English what is wrong and what to do next. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly values: Record<string, string | number>

  constructor(
    code: ProblemCode,
    detail: string = problemKind(code).title,
    values: Record<string, string | number> = {},
    options?: ErrorOptions,
  ) {
    super(detail, options)
    this.name = 'Problem'
    this.code = code
    this.values = values
  }

  get status(): number {
    return problemKind(this.code).status
  }

  /** The form in which it is written to a log or sent. */
  toValue(): ProblemValue {
    const value = { code: this.code, detail: this.message.slice(0, 4000) }
    return Object.keys(this.values).length > 0 ? { ...value, values: this.values } : value
  }
}
