// GitHub's answers as our nouns. Pure.
import type { Check, MergeMethod, PullRequest, Review, ReviewComment } from '@a-parallel/shared'
import type {
  RawComments,
  RawConversation,
  RawPull,
  RawRepository,
  RawReviews,
  RawRuns,
  RawStatuses,
} from './shapes.ts'

export interface RawParts {
  repository: RawRepository
  pull: RawPull
  reviews: RawReviews
  comments: RawComments
  /** Null, as the checks may be: this account may not see them. */
  conversation: RawConversation | null
  runs: RawRuns['check_runs'] | null
  statuses: RawStatuses['statuses'] | null
}

const longestCode = 8

export function pullRequestOf(parts: RawParts): PullRequest {
  const { repository, pull, runs, statuses } = parts
  return {
    repository: repository.full_name,
    number: pull.number,
    url: pull.html_url,
    title: pull.title,
    state: pull.merged ? 'merged' : pull.state,
    draft: pull.draft,
    by: pull.user,
    base: pull.base.ref,
    head: pull.head.ref,
    headCommit: pull.head.sha,
    createdAt: pull.created_at,
    mergeability: mergeabilityOf(pull),
    methods: methodsOf(repository),
    reviews: [...reviewsOf(parts.reviews), ...conversationOf(parts.conversation)].toSorted(byTime),
    comments: commentsOf(parts.comments),
    checks: [...checksOf(runs), ...statusesOf(statuses)].toSorted(byUrgency),
    checksSeen: runs !== null || statuses !== null,
  }
}

/** `mergeable` is null while GitHub is finding out; `mergeable_state` is GraphQL's MergeStateStatus in small letters. */
export function mergeabilityOf({
  draft,
  mergeable,
  mergeable_state: state,
}: Pick<RawPull, 'draft' | 'mergeable' | 'mergeable_state'>): PullRequest['mergeability'] {
  if (draft || state === 'draft') return 'draft'
  if (mergeable === null || state === 'unknown') return 'unknown'
  if (!mergeable || state === 'dirty') return 'conflicts'
  if (state === 'behind' || state === 'blocked' || state === 'unstable') return state
  return 'ready'
}

function methodsOf(repository: RawRepository): MergeMethod[] {
  if (repository.permissions?.push === false) return []
  const allowed: [MergeMethod, boolean | undefined][] = [
    ['squash', repository.allow_squash_merge],
    ['merge', repository.allow_merge_commit],
    ['rebase', repository.allow_rebase_merge],
  ]
  // Not told to a fine-grained token: then the host has the last word.
  return allowed.filter(([, is]) => is !== false).map(([method]) => method)
}

const verdicts: Record<string, Review['verdict']> = {
  APPROVED: 'approved',
  CHANGES_REQUESTED: 'changes-requested',
  COMMENTED: 'commented',
  DISMISSED: 'dismissed',
}

/** Those that say something. */
function reviewsOf(raw: RawReviews): Review[] {
  return raw.flatMap(({ id, user, state, body, html_url: url, submitted_at: at }) => {
    const verdict = verdicts[state]
    if (verdict === undefined || !at || (verdict === 'commented' && body === '')) return []
    return [{ id, by: user, verdict, body, at, url }]
  })
}

/** What is said below it is a review of no verdict. */
function conversationOf(raw: RawConversation | null): Review[] {
  return (raw ?? []).map(({ id, user, body, created_at: at, html_url: url }) => ({
    id,
    by: user,
    verdict: 'commented',
    body,
    at,
    url,
  }))
}

function byTime(a: Review, b: Review): number {
  return Date.parse(a.at) - Date.parse(b.at)
}

function commentsOf(raw: RawComments): ReviewComment[] {
  return raw.map((comment) => ({
    id: comment.id,
    by: comment.user,
    body: comment.body,
    path: comment.path,
    line: comment.line ?? null,
    code: comment.diff_hunk.split('\n').slice(-longestCode).join('\n'),
    at: comment.created_at,
    url: comment.html_url,
    answers: comment.in_reply_to_id ?? null,
  }))
}

function checksOf(runs: RawParts['runs']): Check[] {
  return (runs ?? []).map((run) => ({
    id: `run:${run.id}`,
    name: run.name,
    by: run.app?.name ?? null,
    state: stateOf(run.status, run.conclusion),
    summary: run.output?.title || null,
    url: run.html_url ?? null,
    startedAt: run.started_at ?? null,
    endedAt: run.completed_at ?? null,
  }))
}

/** The conclusions of a check run: success, failure, neutral, cancelled, skipped, timed_out, action_required, stale. */
function stateOf(status: string, conclusion: string | null): Check['state'] {
  if (status === 'in_progress') return 'running'
  if (status !== 'completed') return 'waiting'
  if (conclusion === 'success') return 'passed'
  return ['neutral', 'skipped', 'stale'].includes(conclusion ?? '') ? 'skipped' : 'failed'
}

function statusesOf(raw: RawParts['statuses']): Check[] {
  return (raw ?? []).map(({ context, state, description, target_url: url }) => ({
    id: `status:${context}`,
    name: context,
    by: null,
    state: state === 'success' ? 'passed' : state === 'pending' ? 'running' : 'failed',
    summary: description || null,
    url: url ?? null,
    startedAt: null,
    endedAt: null,
  }))
}

const urgency: Check['state'][] = ['failed', 'running', 'waiting', 'passed', 'skipped']

function byUrgency(a: Check, b: Check): number {
  return urgency.indexOf(a.state) - urgency.indexOf(b.state) || a.name.localeCompare(b.name, 'en')
}
