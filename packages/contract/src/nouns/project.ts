// A repository that threads work on, and its settings.
import { z } from 'zod'
import { Budget } from './turns/budget.ts'
import { Instant, OwnerId, ProjectId } from './ids.ts'
import { ModelName, PermissionMode } from './thread.ts'

/** Characters that may begin a branch name here; git has the last word (`git check-ref-format --branch`). */
export const BranchPrefix = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/)

/** Marks a project beside its name. What each looks like is the theme's. */
export const ProjectColor = z.enum(['red', 'orange', 'green', 'teal', 'blue', 'violet', 'pink'])
export type ProjectColor = z.infer<typeof ProjectColor>

/** In which mode threads may begin by themselves: that everything is allowed is chosen for one thread at a time. */
export const StartingMode = PermissionMode.exclude(['bypass'])
export type StartingMode = z.infer<typeof StartingMode>

/** What every agent of a project is told beside its task. */
export const AgentInstructions = z.string().max(10_000)

/** As the repository’s last commits are worded, whatever their style; or as Conventional Commits, whatever they are. */
export const CommitStyle = z.enum(['repository', 'conventional'])
export type CommitStyle = z.infer<typeof CommitStyle>

const longestName = 100

/** As a person writes it. */
export const ProjectName = z.string().trim().min(1).max(longestName)

export const Project = z.object({
  id: ProjectId,
  owner: OwnerId,
  name: z.string().min(1).max(longestName),
  /** Real path of the repository's top folder. */
  path: z.string(),
  defaultBranch: z.string(),
  branchPrefix: BranchPrefix,
  /** Real path of the folder that its new threads' worktrees lie below; null: our own. */
  worktreeFolder: z.string().nullable().default(null),
  createdAt: Instant,
  /** What all its threads may cost together; null: no limit. */
  budgetUsd: Budget.nullable().default(null),
  color: ProjectColor.nullable().default(null),
  /** What its new threads begin with where nothing else is said; null: as threads usually begin. */
  model: ModelName.nullable().default(null),
  permissionMode: StartingMode.nullable().default(null),
  /** Added to what its agents are told at each start of one. */
  instructions: AgentInstructions.default(''),
  /** How the messages of commits are worded that its agents propose. */
  commitStyle: CommitStyle.default('repository'),
  /** Where it stands among the owner's projects; the lowest comes first. */
  place: z.number().int().default(0),
  /** Put away: listed, but nothing begins in it until it is brought back. */
  archived: z.boolean().default(false),
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
