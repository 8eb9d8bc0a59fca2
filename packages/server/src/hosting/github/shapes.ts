// What is read of GitHub's answers, in its own names (docs.github.com/rest: "Pulls", "Checks", "Commit statuses").
import { z } from 'zod'

/** Null for an account that was deleted. */
const User = z
  .object({ login: z.string() })
  .nullable()
  .transform((user) => user?.login ?? 'ghost')
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '')

export const RawRepository = z.object({
  full_name: z.string(),
  default_branch: z.string(),
  /** Told to those who may push. */
  allow_merge_commit: z.boolean().optional(),
  allow_squash_merge: z.boolean().optional(),
  allow_rebase_merge: z.boolean().optional(),
  permissions: z.object({ push: z.boolean() }).partial().optional(),
  parent: z.object({ full_name: z.string(), default_branch: z.string() }).optional(),
})
export type RawRepository = z.infer<typeof RawRepository>

const Listed = z.object({
  number: z.number().int(),
  state: z.enum(['open', 'closed']),
  head: z.object({
    ref: z.string(),
    sha: z.string(),
    repo: z.object({ full_name: z.string() }).nullable(),
  }),
})
export const RawPulls = z.array(Listed)

export const RawPull = Listed.extend({
  /** Its name in the GraphQL API. */
  node_id: z.string().default(''),
  title: z.string(),
  html_url: z.string(),
  draft: z.boolean().default(false),
  user: User,
  created_at: z.string(),
  merged: z.boolean().default(false),
  mergeable: z.boolean().nullable().default(null),
  mergeable_state: z.string().default('unknown'),
  base: z.object({ ref: z.string() }),
})
export type RawPull = z.infer<typeof RawPull>

export const RawReviews = z.array(
  z.object({
    id: z.number().int(),
    user: User,
    state: z.string(),
    body: text,
    html_url: z.string(),
    /** Missing while it is being written. */
    submitted_at: z.string().nullish(),
  }),
)
export type RawReviews = z.infer<typeof RawReviews>

export const RawConversation = z.array(
  z.object({
    id: z.number().int(),
    user: User,
    body: text,
    created_at: z.string(),
    html_url: z.string(),
  }),
)
export type RawConversation = z.infer<typeof RawConversation>

export const RawComments = z.array(
  z.object({
    id: z.number().int(),
    user: User,
    body: text,
    path: z.string(),
    /** Null once the line is another. */
    line: z.number().int().nullish(),
    diff_hunk: text,
    created_at: z.string(),
    html_url: z.string(),
    in_reply_to_id: z.number().int().optional(),
  }),
)
export type RawComments = z.infer<typeof RawComments>

export const RawRuns = z.object({
  check_runs: z.array(
    z.object({
      id: z.number().int(),
      name: z.string(),
      status: z.string(),
      conclusion: z.string().nullable(),
      html_url: z.string().nullish(),
      started_at: z.string().nullish(),
      completed_at: z.string().nullish(),
      output: z.object({ title: text, summary: text }).partial().nullish(),
      app: z.object({ name: z.string(), slug: z.string().optional() }).nullish(),
    }),
  ),
})
export type RawRuns = z.infer<typeof RawRuns>

export const RawStatuses = z.object({
  statuses: z.array(
    z.object({
      context: z.string(),
      state: z.string(),
      description: text,
      target_url: z.string().nullish(),
    }),
  ),
})
export type RawStatuses = z.infer<typeof RawStatuses>

export const RawAnnotations = z.array(
  z.object({
    path: z.string(),
    start_line: z.number().int(),
    annotation_level: z.string(),
    message: text,
  }),
)
export const RawMerge = z.object({ merged: z.boolean() })
