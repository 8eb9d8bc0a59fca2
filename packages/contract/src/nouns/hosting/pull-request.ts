// A pull request of a thread’s branch, as its host tells of it.
import { z } from 'zod'
import { Instant } from '../ids.ts'
import { ProblemValue } from '../problem.ts'

/** What can be told of a host by its address. Only `github` is asked through its API. */
export const HostService = z.enum(['github', 'gitlab', 'bitbucket', 'gitea', 'azure', 'other'])
export type HostService = z.infer<typeof HostService>

/** Where a repository lies on the net. Never holds a name or password that stood in the address. */
export const RemotePlace = z.object({
  /** The remote’s name in git; its address where it has none. */
  name: z.string(),
  host: z.string(),
  service: HostService,
  /** `acme/lamps`; deeper on some hosts. */
  repository: z.string(),
  page: z.string(),
  /** Where a pull request is opened in the browser; null where that is not known of the host. */
  comparePage: z.string().nullable(),
})
export type RemotePlace = z.infer<typeof RemotePlace>

export const Check = z.object({
  /** `run:<id>` of a check run, `status:<context>` of a commit status. */
  id: z.string(),
  name: z.string(),
  /** Who runs it. */
  by: z.string().nullable(),
  state: z.enum(['waiting', 'running', 'passed', 'failed', 'skipped']),
  /** What it says of its outcome, in its own words. */
  summary: z.string().nullable(),
  url: z.string().nullable(),
  startedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
})
export type Check = z.infer<typeof Check>

/** What somebody said of it as a whole; `commented` is also what stands in the conversation below it. */
export const Review = z.object({
  /** A review and a comment may bear the same one; their addresses differ. */
  id: z.number().int(),
  by: z.string(),
  verdict: z.enum(['approved', 'changes-requested', 'commented', 'dismissed']),
  body: z.string(),
  at: Instant,
  url: z.string(),
})
export type Review = z.infer<typeof Review>

/** What a reviewer wrote beside a line. */
export const ReviewComment = z.object({
  id: z.number().int(),
  by: z.string(),
  body: z.string(),
  path: z.string(),
  /** Null: the line is no longer what the comment was about. */
  line: z.number().int().nullable(),
  /** The lines of the diff that it stands below, the last ones. */
  code: z.string(),
  at: Instant,
  url: z.string(),
  answers: z.number().int().nullable(),
})
export type ReviewComment = z.infer<typeof ReviewComment>

export const MergeMethod = z.enum(['merge', 'squash', 'rebase'])
export type MergeMethod = z.infer<typeof MergeMethod>

export const PullRequest = z.object({
  /** The repository that it asks, `acme/lamps`. */
  repository: z.string(),
  number: z.number().int(),
  url: z.string(),
  title: z.string(),
  state: z.enum(['open', 'closed', 'merged']),
  draft: z.boolean(),
  by: z.string(),
  base: z.string(),
  head: z.string(),
  headCommit: z.string(),
  createdAt: Instant,
  /**
   * Whether the host would merge it now. `unstable`: yes, though a check that is not required failed or still runs.
   * `blocked`: a rule of the repository stands against it. `unknown`: the host is still finding out.
   */
  mergeability: z.enum(['ready', 'unstable', 'conflicts', 'behind', 'blocked', 'draft', 'unknown']),
  /** How this repository lets it be merged, the usual one first; empty where this account may not merge. */
  methods: z.array(MergeMethod),
  reviews: z.array(Review),
  comments: z.array(ReviewComment),
  checks: z.array(Check),
  /** False: this account may not see the checks. */
  checksSeen: z.boolean(),
})
export type PullRequest = z.infer<typeof PullRequest>

/** How a thread’s branch stands at its host. */
export const HostedBranch = z.object({
  /** Null: HEAD is detached. */
  branch: z.string().nullable(),
  /** Where it is pushed to; null: the repository has no remote that leads to a host. */
  remote: RemotePlace.nullable(),
  /** How many of its commits were not pushed yet; null: it was never pushed. */
  unpushed: z.number().int().nullable(),
  /** Whom the host is asked as; null: there is no account for it. */
  account: z.string().nullable(),
  pullRequest: PullRequest.nullable(),
  /** When the host was asked; null: it was not. */
  readAt: Instant.nullable(),
  /** Why the host could not be asked the last time. What was known before stays. */
  problem: ProblemValue.nullable(),
})
export type HostedBranch = z.infer<typeof HostedBranch>

/** What a pull request could be opened with. */
export const PullRequestProposal = z.object({
  title: z.string(),
  body: z.string(),
  base: z.string(),
  /** The branches at the host that are known here. */
  bases: z.array(z.string()),
  /** Which repositories can be asked: for a fork its origin first, then itself. */
  repositories: z.array(z.string()),
})
export type PullRequestProposal = z.infer<typeof PullRequestProposal>

/** Why a check failed, as far as its host tells. */
export const CheckReport = z.object({
  /** The end of its log; null where the host gives none. */
  log: z.string().nullable(),
  /** `path:line message` of what it marked. */
  marks: z.array(z.string()),
})
export type CheckReport = z.infer<typeof CheckReport>
