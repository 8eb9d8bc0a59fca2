// How full the agent's context is: counted along with each request of the main agent, for nothing; by what it is made of
// only when it is asked, since it counts that by many small requests.
import type { ContextFill, ContextPartKind, Signal } from '@a-parallel/shared'
import { contextId } from '../../encode.ts'
import { turnId } from '../../names.ts'
import { ContextUsage, type AssistantLine, type ResultLine } from '../lines.ts'
import type { Reading } from '../reading.ts'

/** The latest request of the main agent carried so much. */
export function countContext({ message }: AssistantLine, reading: Reading): void {
  const { usage, model } = message
  const tokens =
    (usage?.input_tokens ?? 0) +
    (usage?.cache_read_input_tokens ?? 0) +
    (usage?.cache_creation_input_tokens ?? 0)
  if (tokens > 0) reading.state = { ...reading.state, carried: { tokens, model } }
}

/** It was summed up, or cleared: what was counted holds no more, for the rest of the turn. */
export function contextChanged(reading: Reading): void {
  reading.state = { ...reading.state, carried: null, compacted: true }
}

/** How full it is behind a turn. */
export function contextAfter(line: ResultLine, { state }: Reading): ContextFill | null {
  const { carried, compacted } = state
  if (!carried || compacted) return null
  const windows = Object.entries(line.modelUsage ?? {})
  const [, own] =
    windows.find(([name]) => name === carried.model) ??
    windows.find(([name]) => name.startsWith(`${carried.model}[`)) ??
    []
  const window = own?.contextWindow ?? 0
  return window > 0 ? { tokens: whole(carried.tokens), window: whole(window) } : null
}

/** The answer to a question of ours; what it cannot tell stays unknown. */
export function readContextUsage(id: string, body: unknown): Signal[] {
  const asked = turnId(id.slice(contextId.length))
  const { data } = ContextUsage.safeParse(body)
  if (!asked || !data || data.maxTokens < 1) return []
  const { totalTokens, maxTokens, autoCompactThreshold, isAutoCompactEnabled } = data
  const context = {
    turnId: asked,
    tokens: whole(totalTokens),
    window: whole(maxTokens),
    compactAt:
      isAutoCompactEnabled === false || !autoCompactThreshold ? null : whole(autoCompactThreshold),
    parts: data.categories.flatMap(partOf),
  }
  return [{ type: 'context-measured', context }]
}

const kinds: Record<string, ContextPartKind> = {
  'System prompt': 'system-prompt',
  'System tools': 'system-tools',
  'MCP tools': 'mcp-tools',
  'Custom agents': 'agents',
  'Memory files': 'memory',
  Skills: 'skills',
  Messages: 'messages',
}

/** What is kept free, and what is loaded only when it is needed, fills nothing. */
const fillsNothing = /^(Free space|(Auto)?compact buffer)$|\(deferred\)$/i

function partOf({ name, tokens }: { name: string; tokens: number }) {
  if (fillsNothing.test(name) || tokens <= 0) return []
  return [{ kind: kinds[name] ?? 'other', name: name.slice(0, 60), tokens: whole(tokens) }]
}

function whole(value: number): number {
  return Math.max(0, Math.round(value))
}
