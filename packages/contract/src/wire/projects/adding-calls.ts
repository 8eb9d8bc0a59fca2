// The calls by which repositories come here, or are made: clones, first commits, and what is found on the disk.
import { z } from 'zod'
import { cloneName, longestAddress } from '../../model/adding/clone-address.ts'
import { Clone, CloneId, FoundRepository } from '../../nouns/adding/clone.ts'
import { ProjectId } from '../../nouns/ids.ts'
import { call } from '../call.ts'
import { Path } from '../parts.ts'

const params = z.object({ id: CloneId })

export const addingCalls = {
  startClone: call({
    method: 'POST',
    path: '/api/clones',
    summary:
      'Clones a repository from an https or ssh address, or from a folder of this machine, and adds it as a project',
    body: z.object({
      from: z.string().min(1).max(longestAddress),
      /** The folder that the clone’s own comes to lie in. */
      into: Path,
      /** The clone’s folder; as the address says where it is left out. */
      name: z.string().regex(cloneName).optional(),
    }),
    result: Clone,
    status: 202,
  }),
  listClones: call({
    method: 'GET',
    path: '/api/clones',
    summary: 'Clones that run, and those that ended lately, newest first',
    result: z.object({ clones: z.array(Clone) }),
  }),
  cancelClone: call({
    method: 'DELETE',
    path: '/api/clones/:id',
    summary:
      'Ends a clone and removes what there is of it; of one that has ended only its line goes',
    params,
    result: Clone,
  }),
  initRepository: call({
    method: 'POST',
    path: '/api/repositories',
    summary: 'Makes a folder a git repository, with all that lies in it as its first commit',
    body: z.object({ path: Path }),
    result: z.object({ path: z.string(), files: z.number().int() }),
    status: 201,
  }),
  findRepositories: call({
    method: 'GET',
    path: '/api/repositories',
    summary:
      'Repositories in the home folder, those used last first; looked for a few seconds only',
    result: z.object({
      repositories: z.array(FoundRepository),
      /** False: time or room was over before everything was seen. */
      complete: z.boolean(),
    }),
  }),
  findMovedProject: call({
    method: 'GET',
    path: '/api/projects/:id/moved',
    summary: 'Where the repository of a project that is gone seems to lie now',
    params: z.object({ id: ProjectId }),
    result: z.object({ paths: z.array(z.string()) }),
  }),
} as const
