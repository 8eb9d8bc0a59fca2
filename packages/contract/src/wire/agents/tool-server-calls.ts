// The calls about tool servers: MCP servers that agents are given.
import { z } from 'zod'
import {
  GivenToolServer,
  ToolServer,
  ToolServerReport,
  ToolServerStatus,
} from '../../nouns/agent/tool-server.ts'
import { ProjectId, ThreadId, ToolServerId } from '../../nouns/ids.ts'
import { call } from '../call.ts'
import { threadParams } from '../parts.ts'

const path = '/api/tool-servers'
const params = z.object({ id: ToolServerId })

/** Where a switch holds; without a project or a thread: wherever nothing else was chosen. */
export const SwitchPlace = z
  .object({ projectId: ProjectId.optional(), threadId: ThreadId.optional() })
  .refine((place) => !(place.projectId && place.threadId), 'a project or a thread')
export type SwitchPlace = z.infer<typeof SwitchPlace>

/**
 * A tool server beside a thread. `status` is what its agent last said; null: nothing, or no agent lives. `withheld`: it
 * works in the thread's checkout, and what that brings is not trusted, so that no agent is given it.
 */
export const ThreadToolServer = z.object({
  server: ToolServer,
  on: z.boolean(),
  withheld: z.boolean(),
  status: ToolServerStatus.nullable(),
  error: z.string().max(2000).nullable(),
})
export type ThreadToolServer = z.infer<typeof ThreadToolServer>

/** One that the repository brings, as the thread’s agent says that it stands. */
export const BroughtToolServer = z.object({
  name: z.string(),
  status: ToolServerStatus,
  /** Why it failed, once its agent has said so. */
  error: z.string().nullable(),
})
export type BroughtToolServer = z.infer<typeof BroughtToolServer>

export const toolServerCalls = {
  listToolServers: call({
    method: 'GET',
    path,
    summary: 'The MCP servers that agents are given; never a value of their environment or headers',
    result: z.object({ servers: z.array(ToolServer) }),
  }),
  addToolServer: call({
    method: 'POST',
    path,
    summary: 'Adds an MCP server. One that is a program runs as the person who adds it',
    body: GivenToolServer,
    result: ToolServer,
    status: 201,
  }),
  changeToolServer: call({
    method: 'PATCH',
    path: `${path}/:id`,
    summary: 'Puts another description in its place; a value of null stays as it is kept',
    params,
    body: GivenToolServer,
    result: ToolServer,
  }),
  removeToolServer: call({
    method: 'DELETE',
    path: `${path}/:id`,
    summary: 'Removes an MCP server and what was kept for it',
    params,
    result: z.object({}),
  }),
  switchToolServer: call({
    method: 'POST',
    path: `${path}/:id/switch`,
    summary:
      'Whether agents are given it: in a thread, in a project, or everywhere. Null: as further out',
    params,
    body: z.object({ place: SwitchPlace, on: z.boolean().nullable() }),
    result: ToolServer,
  }),
  testToolServer: call({
    method: 'POST',
    path: `${path}/:id/test`,
    summary: 'Reaches it as an agent would, and tells its tools or what went wrong',
    params,
    result: ToolServerReport,
  }),
  signInToToolServer: call({
    method: 'POST',
    path: `${path}/:id/sign-in`,
    summary: 'Begins the sign-in that it wants; null: it needed no page to be opened',
    params,
    result: z.object({
      url: z
        .url({ protocol: /^https?$/ })
        .max(8000)
        .nullable(),
    }),
  }),
  readSignIn: call({
    method: 'GET',
    path: `${path}/:id/sign-in`,
    summary: 'What came of the sign-in; null while it is under way',
    params,
    result: z.object({ report: ToolServerReport.nullable() }),
  }),
  finishSignIn: call({
    method: 'POST',
    path: `${path}/:id/sign-in/finish`,
    summary: 'Hands the address on that the sign-in led to, for a browser on another machine',
    params,
    body: z.object({ address: z.url({ protocol: /^https?$/ }).max(8000) }),
    result: z.object({}),
  }),
  readThreadToolServers: call({
    method: 'GET',
    path: '/api/threads/:id/tool-servers',
    summary:
      'The MCP servers beside a thread: which its agent is given, which the repository brings, and how they stand',
    params: threadParams,
    result: z.object({
      servers: z.array(ThreadToolServer),
      /** While its agent lives, of a repository that is trusted. */
      brought: z.array(BroughtToolServer),
    }),
  }),
  reconnectToolServer: call({
    method: 'POST',
    path: '/api/threads/:id/tool-servers/:serverId/reconnect',
    summary: 'Lets the thread’s agent, which lives, reach it anew; a program is started again',
    params: threadParams.extend({ serverId: ToolServerId }),
    result: z.object({}),
  }),
} as const
