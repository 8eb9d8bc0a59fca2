// A dev server: a long-running command of a project’s recipe, as it runs in the checkout of one thread.
import { z } from 'zod'
import { Instant, ThreadId } from '../ids.ts'

const Port = z.number().int().min(1).max(65_535)

/** `stopped`: a person ended it, or its thread was put away. `lost`: it is gone, and nobody knows how it ended. */
export const DevServerState = z.enum(['running', 'ended', 'stopped', 'lost'])
export type DevServerState = z.infer<typeof DevServerState>

/** The latest run of it. */
export const DevServer = z.object({
  name: z.string(),
  command: z.string(),
  /** Names this run: what it has printed is asked for by it. */
  key: z.string(),
  state: DevServerState,
  startedAt: Instant,
  endedAt: Instant.nullable(),
  code: z.number().int().nullable(),
  signal: z.string().nullable(),
  /** The port that it was given to listen on. */
  port: Port.nullable(),
  /** The ports that its processes were last seen to listen on, those reached at localhost only. */
  listens: z.array(Port),
})
export type DevServer = z.infer<typeof DevServer>

/** Those of a thread that were ever begun and are still told of. */
export const ThreadDevServers = z.object({ threadId: ThreadId, servers: z.array(DevServer) })
export type ThreadDevServers = z.infer<typeof ThreadDevServers>

/** What a thread’s recipe has to be run. */
export const OfferedDevServer = z.object({
  name: z.string(),
  command: z.string(),
  /** The person’s own recipe says so. */
  isOwn: z.boolean(),
})
export type OfferedDevServer = z.infer<typeof OfferedDevServer>

export const DevServerAction = z.enum(['start', 'stop', 'restart'])
export type DevServerAction = z.infer<typeof DevServerAction>
