// The live socket at /api/live: facts to the browser, subscriptions from it. JSON text frames.
import { z } from 'zod'
import { ThreadEvent } from '../nouns/event.ts'
import { ItemId, ProjectId, ThreadId, TurnId } from '../nouns/ids.ts'
import { ThreadDevServers } from '../nouns/preparation/dev-server.ts'
import { ProblemValue } from '../nouns/problem.ts'
import { Project } from '../nouns/project.ts'
import { Settings } from '../nouns/settings/settings.ts'
import { ThreadSummary } from '../nouns/thread.ts'
import { OpenItem, ThreadSnapshot } from '../nouns/thread-view.ts'
import { ToolOutput } from '../nouns/tool-call.ts'
import { Restored } from './data/restored.ts'

/** The subprotocol that both sides speak; the token travels beside it as `ap.bearer.<token>`. */
export const liveProtocol = 'ap.live.1'
export const bearerProtocolPrefix = 'ap.bearer.'

/** `changes:<thread>`: that files or index of its checkout may have changed; while it is followed, they are watched. */
export const Topic = z.union([
  z.literal('index'),
  z.templateLiteral(['thread:', z.uuid()]),
  z.templateLiteral(['changes:', z.uuid()]),
])
export type Topic = z.infer<typeof Topic>

export function threadTopic(threadId: ThreadId): Topic {
  return `thread:${threadId}`
}

export function changesTopic(threadId: ThreadId): Topic {
  return `changes:${threadId}`
}

export const ClientFrame = z.discriminatedUnion('type', [
  /** `after`: the seq up to which the browser knows the thread; without it a snapshot comes first. */
  z.object({
    type: z.literal('subscribe'),
    topic: Topic,
    after: z.number().int().min(0).optional(),
  }),
  z.object({ type: z.literal('unsubscribe'), topic: Topic }),
  z.object({ type: z.literal('pong') }),
  /** Whether a person sits before this page: it is in sight, and has the focus. */
  z.object({ type: z.literal('looking'), looking: z.boolean() }),
])
export type ClientFrame = z.infer<typeof ClientFrame>

/** A piece of text being produced. `offset` counts the UTF-16 units before it; a gap means: subscribe anew. */
export const Delta = z.object({
  itemId: ItemId,
  kind: z.enum(['agent-message', 'reasoning']),
  turnId: TurnId.nullable(),
  parentId: ItemId.nullable(),
  offset: z.number().int().min(0),
  text: z.string(),
})
export type Delta = z.infer<typeof Delta>

/** The end of what a running call has printed so far. Never logged: the finished call holds its output. */
export const Printed = z.object({ itemId: ItemId, output: ToolOutput })
export type Printed = z.infer<typeof Printed>

/** Whether the machine has room for another turn; while it lacks something, turns wait. */
export const Room = z.object({
  lacks: z.enum(['memory', 'disk']).nullable(),
  /** Of what it lacks, or of memory when it lacks nothing: bytes free, and below how many turns wait. */
  freeBytes: z.number().int().min(0),
  floorBytes: z.number().int().min(0),
})
export type Room = z.infer<typeof Room>

export const IndexState = z.object({
  projects: z.array(Project),
  threads: z.array(ThreadSummary),
  room: Room,
  restored: Restored.nullable(),
  settings: Settings,
  devServers: z.array(ThreadDevServers),
})

export type IndexState = z.infer<typeof IndexState>

export const ServerFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('snapshot'), topic: Topic, thread: ThreadSnapshot }),
  /** In place of a snapshot, when `after` was given and still reaches: the text being produced, then events. */
  z.object({ type: z.literal('resumed'), topic: Topic, open: z.array(OpenItem) }),
  z.object({ type: z.literal('events'), topic: Topic, events: z.array(ThreadEvent) }),
  z.object({ type: z.literal('deltas'), topic: Topic, deltas: z.array(Delta) }),
  z.object({ type: z.literal('printed'), topic: Topic, printed: Printed }),
  z.object({ type: z.literal('abandoned'), topic: Topic, itemId: ItemId }),
  /** Ask again. Also said once at the beginning: what was before is not known. */
  z.object({ type: z.literal('files-changed'), topic: Topic }),
  /** Ask again how the person's tool servers stand: beside one thread, or null: anywhere. Comes with the index. */
  z.object({ type: z.literal('tool-servers-changed'), threadId: ThreadId.nullable() }),
  z.object({ type: z.literal('index'), index: IndexState }),
  z.object({
    type: z.literal('changed'),
    projects: z.array(Project),
    threads: z.array(ThreadSummary),
    removedProjects: z.array(ProjectId),
    removedThreads: z.array(ThreadId),
    room: Room.optional(),
    settings: Settings.optional(),
    devServers: ThreadDevServers.optional(),
  }),
  /** The browser fell behind, or the topic is gone for it: forget it and subscribe anew. */
  z.object({ type: z.literal('reset'), topic: Topic }),
  z.object({ type: z.literal('problem'), topic: Topic.nullable(), problem: ProblemValue }),
  z.object({ type: z.literal('ping') }),
])
export type ServerFrame = z.infer<typeof ServerFrame>
