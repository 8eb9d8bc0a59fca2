// What the agent says and does: one line for each block of a message.
import { blockId, itemId } from '../names.ts'
import { shownName, toolDetail } from '../tools/detail.ts'
import { isTodoTool } from '../tools/todo.ts'
import { countContext } from './used/context.ts'
import { countUse } from './used/so-far.ts'
import { AssistantLine } from './lines.ts'
import type { BlockKind } from './open-messages.ts'
import { notice, parentOf, setCall, type Reading } from './reading.ts'
import { runningCall } from './calls.ts'

/** The model's name in messages that no model wrote. */
const nobody = '<synthetic>'
/** What stands for nothing: after `/clear`, and in a conversation that is taken up again. */
const fillers = new Set(['', '(no content)', 'No response requested.'])

export function readAssistant(value: unknown, reading: Reading): void {
  const parsed = AssistantLine.safeParse(value)
  if (!parsed.success) return
  const line = parsed.data
  const parent = line.parent_tool_use_id ?? ''
  reading.signals.push(...reading.open.endOther(parent, line.message.id))
  if (line.message.model === nobody) return readSynthetic(line, reading)
  countUse(reading, { parent, messageId: line.message.id, told: line.message.usage ?? {} })
  if (parent === '') {
    reading.state = { ...reading.state, leaf: line.uuid }
    countContext(line, reading)
  }
  for (const block of line.message.content) readBlock(block, line, reading)
}

/** The agent's program speaks for itself: an error of the API, or the output of a command of its own. */
function readSynthetic(line: AssistantLine, reading: Reading): void {
  const text = line.message.content.map((block) => ('text' in block ? block.text : '')).join('\n')
  if (fillers.has(text)) return
  const parentId = parentOf(line.parent_tool_use_id)
  if (line.error === undefined) {
    notice(reading, line.uuid, { level: 'info', code: 'command-output', detail: text, parentId })
    return
  }
  const values = { kind: line.error }
  notice(reading, line.uuid, {
    level: 'error',
    code: 'agent-error',
    detail: text,
    values,
    parentId,
  })
  if (parentId === null) {
    reading.state = { ...reading.state, apiError: { kind: line.error, text }, retry: null }
  }
}

type Block = AssistantLine['message']['content'][number]

function readBlock(block: Block, line: AssistantLine, reading: Reading): void {
  const index = blockIndex(line, kindOf(block), reading)
  if ('text' in block) {
    return said('agent-message', block.text, index, line, reading)
  }
  if ('thinking' in block) {
    return said('reasoning', block.thinking, index, line, reading)
  }
  if ('input' in block) called(block, line, reading)
}

function kindOf(block: Block): BlockKind {
  if ('text' in block) return 'agent-message'
  return 'thinking' in block ? 'reasoning' : 'other'
}

/** Where the block stands in its message: as its deltas said, or counted where there were none. */
function blockIndex(line: AssistantLine, kind: BlockKind, reading: Reading): number {
  const parent = line.parent_tool_use_id ?? ''
  const messageId = line.message.id
  const known = reading.state.blocks[parent]
  const counted = known?.messageId === messageId ? known.count : 0
  const index = reading.open.wholeBlock(parent, messageId, kind) ?? counted
  const blocks = { ...reading.state.blocks, [parent]: { messageId, count: index + 1 } }
  reading.state = { ...reading.state, blocks }
  return index
}

function said(
  kind: 'agent-message' | 'reasoning',
  text: string,
  index: number,
  line: AssistantLine,
  reading: Reading,
): void {
  if (text === '') return
  const parentId = parentOf(line.parent_tool_use_id)
  const id = blockId(line.message.id, index)
  reading.signals.push({
    type: 'item-completed',
    item: { kind, id, parentId, text, partial: false },
  })
}

function called(
  block: Extract<Block, { input: unknown }>,
  line: AssistantLine,
  reading: Reading,
): void {
  const call = {
    name: isTodoTool(block.name) ? block.name : shownName(block.name),
    parentId: line.parent_tool_use_id ?? null,
    ...toolDetail(block.name, block.input, reading.cwd),
    background: false,
    denied: false,
    todo: isTodoTool(block.name) ? block.input : null,
  }
  setCall(reading, block.id, call)
  if (call.todo === null) {
    reading.signals.push({ type: 'item-started', item: runningCall(itemId(block.id), call) })
  }
}
