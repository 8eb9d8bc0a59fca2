// The calls about the dev servers of a thread. How they stand is told live, with the index.
import { z } from 'zod'
import { DevServer, DevServerAction, OfferedDevServer } from '../../nouns/preparation/dev-server.ts'
import { RecipeFault } from '../../nouns/preparation/recipe.ts'
import { call } from '../call.ts'
import { threadParams } from '../parts.ts'
import { SetupOutput } from '../projects/setup-calls.ts'

const path = '/api/threads/:id/servers'
const Name = z.string().min(1).max(60)

export const DevServersHere = z.object({
  /** What the recipe that holds for the thread’s checkout now offers. */
  offered: z.array(OfferedDevServer),
  servers: z.array(DevServer),
  /** Why nothing is offered. */
  faults: z.array(RecipeFault),
})
export type DevServersHere = z.infer<typeof DevServersHere>

export const devServerCalls = {
  listDevServers: call({
    method: 'GET',
    path,
    summary: 'The dev servers that a thread’s recipe offers, and how those that were begun stand',
    params: threadParams,
    result: DevServersHere,
  }),
  changeDevServer: call({
    method: 'POST',
    path,
    summary:
      'Starts a dev server of a thread, ends it with everything it started, or does both. Nothing else is ever ended: a port that somebody else holds is refused',
    params: threadParams,
    body: z.object({ name: Name, action: DevServerAction }),
    result: z.object({ servers: z.array(DevServer) }),
  }),
  readDevServerOutput: call({
    method: 'GET',
    path: `${path}/output`,
    summary: 'What the latest run of a thread’s dev server has printed, from an offset on',
    params: threadParams,
    query: z.object({ name: Name, from: z.coerce.number().int().min(0).default(0) }),
    result: SetupOutput,
  }),
} as const
