// What must be remembered between lines. Plain JSON, replaced and never changed in place:
// a checkpoint keeps an older one by keeping a reference to it.
import { TodoEntry, ToolDetail, ToolServerStatus } from '@a-parallel/contract/nouns'
import { z } from 'zod'

/** A tool call that has no result yet. */
const Call = z.object({
  name: z.string(),
  title: z.string(),
  parentId: z.string().nullable(),
  detail: ToolDetail,
  background: z.boolean(),
  /** The agent's name for it, once it has one. */
  handle: z.string().optional(),
  /** The person or a rule refused it; its result is still to come. */
  denied: z.boolean(),
  /** The input of a call that changes the todo list; such a call is no item of its own. */
  todo: z.record(z.string(), z.unknown()).nullable(),
})
export type Call = z.infer<typeof Call>

/** What the process has used since it began: results tell only this. */
const Totals = z.object({
  costUsd: z.number(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  cacheReadTokens: z.number(),
  cacheWriteTokens: z.number(),
})
export type Totals = z.infer<typeof Totals>

export const noTotals: Totals = {
  costUsd: 0,
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
}

/** Of the turn that runs; by subagent ('' is the main one) what of it the message being read used. */
const SoFar = z.object({
  used: Totals,
  messages: z.record(z.string(), z.object({ id: z.string(), used: Totals })),
})
const nothingSoFar: z.infer<typeof SoFar> = { used: noTotals, messages: {} }

const State = z.object({
  /** Empty before the first turn. */
  sessionId: z.string(),
  totals: Totals,
  calls: z.record(z.string(), Call),
  /** Task id → tool call id. */
  tasks: z.record(z.string(), z.string()),
  /** Request id of an open permission request → tool call id. */
  asks: z.record(z.string(), z.string()),
  todos: z.array(TodoEntry),
  /** The line of the main agent's last words, in the conversation that is told. */
  leaf: z.string().nullable().default(null),
  /** What the last request of the main agent carried, and to which model. */
  carried: z.object({ tokens: z.number(), model: z.string() }).nullable().default(null),
  /** The conversation was summed up or cleared in this turn. */
  compacted: z.boolean().default(false),
  /** What each model has used since the process began. */
  byModel: z.record(z.string(), Totals).default({}),
  soFar: SoFar.default(nothingSoFar),
  /** The notice of the API request that is being repeated. */
  retry: z.string().nullable(),
  /** Why the API refused, in this turn. */
  apiError: z.object({ kind: z.string(), text: z.string() }).nullable(),
  /** When the usage limit that was refused in this turn is reset, in seconds since 1970. */
  limitResetsAt: z.number().nullable().default(null),
  /** How each tool server last stood, by name, without the words about it: there may be secrets in them. */
  toolServers: z.record(z.string(), ToolServerStatus).default({}),
  /** Per subagent ('' is the main one): the message being read, and its blocks so far. */
  blocks: z.record(z.string(), z.object({ messageId: z.string(), count: z.number() })),
})
export type State = z.infer<typeof State>

const initial: State = {
  sessionId: '',
  totals: noTotals,
  calls: {},
  tasks: {},
  asks: {},
  todos: [],
  leaf: null,
  carried: null,
  compacted: false,
  byModel: {},
  soFar: nothingSoFar,
  retry: null,
  apiError: null,
  limitResetsAt: null,
  toolServers: {},
  blocks: {},
}

/** The state of a checkpoint; one that another version wrote in another shape begins anew. */
export function stateFrom(value: unknown): State {
  const parsed = State.safeParse(value)
  return parsed.success ? parsed.data : initial
}

/** A call that is open, by the id that the agent tells: whatever else an object answers to is none. */
export function openCall({ calls }: Pick<State, 'calls'>, id: string): Call | undefined {
  return Object.hasOwn(calls, id) ? calls[id] : undefined
}

/** A record without one of its keys. */
export function without<T>(record: Record<string, T>, key: string): Record<string, T> {
  const { [key]: _gone, ...rest } = record
  return rest
}
