// A repository that threads work on, and its settings.
import { z } from 'zod'
import { Budget } from './turns/budget.ts'
import { Instant, OwnerId, ProjectId } from './ids.ts'

/** Characters that may begin a branch name here; git has the last word (`git check-ref-format --branch`). */
export const BranchPrefix = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/)

export const Project = z.object({
  id: ProjectId,
  owner: OwnerId,
  name: z.string().min(1).max(100),
  /** Real path of the repository's top folder. */
  path: z.string(),
  defaultBranch: z.string(),
  branchPrefix: BranchPrefix,
  createdAt: Instant,
  /** What all its threads may cost together; null: no limit. */
  budgetUsd: Budget.nullable().default(null),
  /** False when the folder is gone or no longer a repository. */
  available: z.boolean(),
})
export type Project = z.infer<typeof Project>

export const Branch = z.object({
  name: z.string(),
  kind: z.enum(['local', 'remote']),
  current: z.boolean(),
  isDefault: z.boolean(),
  /** When its last commit was made. */
  committedAt: Instant.nullable(),
})
export type Branch = z.infer<typeof Branch>
