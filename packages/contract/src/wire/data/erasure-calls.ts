// The calls about projects that were taken off the list: their data is still there, until its owner erases it.
import { z } from 'zod'
import { Backup } from '../../nouns/data/backup.ts'
import { RemovedProject } from '../../nouns/data/removed-project.ts'
import { ProjectId } from '../../nouns/ids.ts'
import { call } from '../call.ts'
import { ProjectRemains } from '../projects/project-calls.ts'

const params = z.object({ id: ProjectId })

export const erasureCalls = {
  listRemovedProjects: call({
    method: 'GET',
    path: '/api/removed-projects',
    summary: 'Projects that were taken off the list, of which there is still data',
    result: z.object({ projects: z.array(RemovedProject) }),
  }),
  readErasureRemains: call({
    method: 'GET',
    path: '/api/removed-projects/:id/remains',
    summary: 'What stays on the disk when the data of such a project is erased',
    params,
    result: ProjectRemains,
  }),
  eraseProject: call({
    method: 'POST',
    path: '/api/removed-projects/:id/erase',
    summary:
      'Erases all threads of such a project, what they used, its rules and recipes, after a backup; its repository, branches and worktrees stay',
    params,
    /** As the project is called: whoever types it means it. */
    body: z.object({ name: z.string().max(200) }),
    result: z.object({ backup: Backup }),
  }),
} as const
