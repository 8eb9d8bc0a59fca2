// One thing in a thread's timeline, and its events. A later event with the same item id replaces the item.
import { z } from 'zod'
import { Instant, ItemId, TurnId } from './ids.ts'
import { MessageImage } from './messages/image.ts'
import { ToolDetail, ToolOutput, ToolState } from './tool-call.ts'

const placed = {
  id: ItemId,
  turnId: TurnId.nullable(),
  /** The subagent's tool call that this happened under. */
  parentId: ItemId.nullable(),
  at: Instant,
}

/** What a notice tells of; the words are the browser's, `detail` is what the agent said of it. */
export const NoticeCode = z.enum([
  'api-retry',
  'model-fallback',
  'rate-limit',
  'compacted',
  'compaction-failed',
  'cleared',
  'agent-error',
  'agent-warning',
  'background-ended',
  'resumed',
  'unreadable-output',
  'oversized-output',
  'command-output',
  'rewound',
  'rewind-undone',
  'rewind-failed',
  'imported',
  'tool-server-away',
])
export type NoticeCode = z.infer<typeof NoticeCode>

export const UserMessage = z.object({
  ...placed,
  kind: z.literal('user-message'),
  text: z.string(),
  images: z.array(MessageImage).optional(),
  /** When it got these words; none where it was queued with them. */
  rewordedAt: Instant.optional(),
})
export const AgentMessage = z.object({
  ...placed,
  kind: z.literal('agent-message'),
  text: z.string(),
  /** The process ended before the message did. */
  partial: z.boolean(),
})
export const Reasoning = z.object({
  ...placed,
  kind: z.literal('reasoning'),
  text: z.string(),
  partial: z.boolean(),
})
export const ToolCall = z.object({
  ...placed,
  kind: z.literal('tool-call'),
  /** The tool's name as the agent shows it. */
  name: z.string(),
  title: z.string(),
  state: ToolState,
  detail: ToolDetail,
  output: ToolOutput.nullable(),
  exitCode: z.number().int().nullable(),
  durationMs: z.number().nonnegative().nullable(),
  /** It goes on in the background after the call returned. */
  background: z.boolean(),
  /** The agent's own name for it while it runs; with it, it can be stopped. */
  handle: z.string().optional(),
})
export type ToolCall = z.infer<typeof ToolCall>
export const Notice = z.object({
  ...placed,
  kind: z.literal('notice'),
  level: z.enum(['info', 'warning', 'error']),
  code: NoticeCode,
  detail: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type Notice = z.infer<typeof Notice>

export const Item = z.discriminatedUnion('kind', [
  UserMessage,
  AgentMessage,
  Reasoning,
  ToolCall,
  Notice,
])
export type Item = z.infer<typeof Item>

export const itemEvents = [
  z.object({ type: z.literal('item.started'), data: z.object({ item: Item }) }),
  z.object({ type: z.literal('item.completed'), data: z.object({ item: Item }) }),
  /** A person wants a running call to end; the turn goes on. */
  z.object({ type: z.literal('item.stop-requested'), data: z.object({ itemId: ItemId }) }),
] as const
