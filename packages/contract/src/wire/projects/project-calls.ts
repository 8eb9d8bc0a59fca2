// The calls about projects: the list, what is set about one, and putting one away.
import { z } from 'zod'
import { ProjectId } from '../../nouns/ids.ts'
import {
  AgentInstructions,
  Branch,
  BranchPrefix,
  CommitStyle,
  Project,
  ProjectColor,
  ProjectName,
  StartingMode,
} from '../../nouns/project.ts'
import { ModelName } from '../../nouns/thread.ts'
import { Budget } from '../../nouns/turns/budget.ts'
import { call } from '../call.ts'
import { Path } from '../parts.ts'

const params = z.object({ id: ProjectId })

/** Whether its threads that are at work are stopped for it; without, they refuse it. */
const Stop = z.boolean().optional()

/** What lies on the disk because of a project, and is not touched when it is taken off the list. */
export const ProjectRemains = z.object({
  path: z.string(),
  /** Branches that its threads work on. */
  branches: z.array(z.string()),
  /** Folders of its threads' worktrees. */
  worktrees: z.array(z.string()),
})
export type ProjectRemains = z.infer<typeof ProjectRemains>

export const projectCalls = {
  addProject: call({
    method: 'POST',
    path: '/api/projects',
    summary: 'Adds a git repository',
    body: z.object({ path: Path, name: ProjectName.optional() }),
    result: Project,
    status: 201,
  }),
  listProjects: call({
    method: 'GET',
    path: '/api/projects',
    summary: 'All projects, in their order; also those that were put away',
    result: z.object({ projects: z.array(Project) }),
  }),
  changeProject: call({
    method: 'PATCH',
    path: '/api/projects/:id',
    summary:
      'Sets what a project is called and marked with and what its new threads begin with, or says where its repository was moved',
    params,
    body: z.object({
      /** Where the repository is now. Its threads go on there. */
      path: Path.optional(),
      name: ProjectName.optional(),
      color: ProjectColor.nullable().optional(),
      defaultBranch: z.string().min(1).max(250).optional(),
      branchPrefix: BranchPrefix.optional(),
      /** Where its new threads' worktrees lie; null: in our own folder. Throws `worktree_folder_unfit`. */
      worktreeFolder: Path.nullable().optional(),
      model: ModelName.nullable().optional(),
      permissionMode: StartingMode.nullable().optional(),
      instructions: AgentInstructions.optional(),
      /** How proposed messages of commits are worded. */
      commitStyle: CommitStyle.optional(),
      /** What all its threads may cost together; null: no limit. */
      budgetUsd: Budget.nullable().optional(),
    }),
    result: Project,
  }),
  arrangeProjects: call({
    method: 'POST',
    path: '/api/projects/order',
    summary: 'Puts projects into an order; those that are not named follow as they stood',
    body: z.object({ ids: z.array(ProjectId).max(1000) }),
    result: z.object({ projects: z.array(Project) }),
  }),
  archiveProject: call({
    method: 'POST',
    path: '/api/projects/:id/archive',
    summary:
      'Puts a project away, which ends its dev servers, or brings it back. Nothing of it is touched',
    params,
    body: z.object({ archived: z.boolean(), stop: Stop }),
    result: Project,
  }),
  readProjectRemains: call({
    method: 'GET',
    path: '/api/projects/:id/remains',
    summary: 'What stays on the disk when a project is taken off the list',
    params,
    result: ProjectRemains,
  }),
  removeProject: call({
    method: 'DELETE',
    path: '/api/projects/:id',
    summary:
      'Takes a project off the list; the repository stays as it is, and adding it again brings its threads back',
    params,
    query: z.object({ stop: z.stringbool().optional() }),
    result: z.object({}),
  }),
  listBranches: call({
    method: 'GET',
    path: '/api/projects/:id/branches',
    summary: 'The branches of a project’s repository',
    params,
    result: z.object({ branches: z.array(Branch) }),
  }),
} as const
