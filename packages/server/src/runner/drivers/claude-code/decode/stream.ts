// Lines of text as it is produced: by far the most there are, so they are read by hand and not through a schema.
import { isRecord, textAt, type Input } from '../tools/input.ts'
import type { BlockKind } from './open-messages.ts'
import type { Reading } from './reading.ts'
import { countUse } from './used/so-far.ts'

export function readStreamEvent(line: Input, reading: Reading): void {
  const event = line['event']
  if (!isRecord(event)) return
  const parent = textAt(line, 'parent_tool_use_id')
  switch (event['type']) {
    case 'content_block_delta':
      return readDelta(event, parent, reading)
    case 'content_block_start':
      return readBlockStart(event, parent, reading)
    case 'message_start':
      return readMessageStart(event, parent, reading)
    case 'message_delta':
      return readMessageDelta(event, parent, reading)
    case 'message_stop':
      reading.signals.push(...reading.open.end(parent))
      return
    default:
  }
}

function readDelta(event: Input, parent: string, reading: Reading): void {
  const { index, delta } = event
  if (typeof index !== 'number' || !isRecord(delta)) return
  const text = textOf(delta)
  const signal = text && reading.open.delta(parent, index, text)
  if (signal) reading.signals.push(signal)
}

function textOf(delta: Input): string {
  if (delta['type'] === 'text_delta') return textAt(delta, 'text')
  return delta['type'] === 'thinking_delta' ? textAt(delta, 'thinking') : ''
}

const kinds: Record<string, BlockKind> = { text: 'agent-message', thinking: 'reasoning' }

function readBlockStart(event: Input, parent: string, reading: Reading): void {
  const { index, content_block: block } = event
  if (typeof index !== 'number' || !isRecord(block)) return
  reading.open.beginBlock(parent, index, kinds[textAt(block, 'type')] ?? 'other')
}

function readMessageStart(event: Input, parent: string, reading: Reading): void {
  const { message } = event
  if (!isRecord(message)) return
  const id = textAt(message, 'id')
  reading.signals.push(...reading.open.begin(parent, id, reading.at, reading.state))
  if (reading.state.retry !== null) reading.state = { ...reading.state, retry: null }
  if (id !== '' && isRecord(message['usage']))
    countUse(reading, { parent, messageId: id, told: message['usage'] })
}

/** Only here it is told how much was answered in the end. */
function readMessageDelta({ usage }: Input, parent: string, reading: Reading): void {
  const messageId = reading.state.soFar.messages[parent]?.id
  if (messageId !== undefined && isRecord(usage))
    countUse(reading, { parent, messageId, told: usage })
}
