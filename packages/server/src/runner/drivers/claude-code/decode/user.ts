// Lines in the user's name: results of tools, messages given back as a sign that they were taken up, and what the
// agent tells itself (summaries, bodies of skills, interruptions), which is nobody's message.
import { turnId } from '../names.ts'
import { readToolResult } from './calls.ts'
import { UserLine } from './lines.ts'
import { notice, parentOf, type Reading } from './reading.ts'

const opening = '<local-command-stdout>'
const closing = '</local-command-stdout>'
/** What is told better elsewhere: the echo of an order of ours, the end of a compaction with an advertisement. */
const needless = /^(Set model to |Compacted\b)/

export function readUser(value: unknown, reading: Reading): void {
  const { data } = UserLine.safeParse(value)
  if (!data) return
  const { content } = data.message
  if (typeof content !== 'string') {
    const structured = data.tool_use_result ?? data.toolUseResult
    for (const block of content) {
      if ('tool_use_id' in block) readToolResult(block, structured, reading)
    }
  }
  if (!data.isReplay) return
  const said = typeof content === 'string' ? outputIn(content) : null
  if (said !== null) {
    if (said === '' || needless.test(said)) return
    const parentId = parentOf(data.parent_tool_use_id)
    notice(reading, data.uuid, { level: 'info', code: 'command-output', detail: said, parentId })
    return
  }
  const id = turnId(data.uuid)
  if (id) reading.signals.push({ type: 'message-taken', turnId: id })
}

/** Not by an expression, which hostile text could make slow. */
function outputIn(content: string): string | null {
  const start = content.indexOf(opening)
  const end = start === -1 ? -1 : content.indexOf(closing, start)
  return end === -1 ? null : content.slice(start + opening.length, end).trim()
}
