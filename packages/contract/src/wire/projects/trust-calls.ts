// The calls about trust: what a repository brings that runs by itself, and its owner's decision about it.
import { z } from 'zod'
import { ProjectId } from '../../nouns/ids.ts'
import { Fingerprint, Trust } from '../../nouns/trust/trust.ts'
import { call } from '../call.ts'

const path = '/api/projects/:id/trust'
const params = z.object({ id: ProjectId })

export const trustCalls = {
  readTrust: call({
    method: 'GET',
    path,
    summary: 'What a project’s repository brings that runs by itself, and whether it may',
    params,
    result: Trust,
  }),
  trustProject: call({
    method: 'POST',
    path,
    summary:
      'Lets what the repository brings run. Refused when it changed since it was read: then look at it again',
    params,
    body: z.object({ fingerprint: Fingerprint }),
    result: Trust,
  }),
  distrustProject: call({
    method: 'DELETE',
    path,
    summary: 'Takes the trust back: from then on nothing starts that the repository brings',
    params,
    result: Trust,
  }),
} as const
