// An independent reader of what the agent said: the run's journal, taken apart here and not by the product's decoder.
// It knows the vendor's lines as the reference describes them, and keeps words, calls and results in their order.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Said {
  kind: 'text' | 'thinking' | 'call'
  /** What identifies it: the call's id, or the words themselves. */
  text: string
  parent: string | null
  result?: { text: string; failed: boolean }
}

interface Block {
  type: string
  text?: string
  thinking?: string
  id?: string
  name?: string
  tool_use_id?: string
  content?: unknown
  is_error?: boolean
}

interface Line {
  type: string
  isReplay?: boolean
  isSynthetic?: boolean
  parent_tool_use_id?: string | null
  message?: { model?: string; content?: string | Block[] }
}

/** Everything said and done in a run, in the order of the journal. */
export function readJournal(home: string, runId: string): Said[] {
  const text = readFileSync(join(home, 'runs', runId, 'out.ndjson'), 'utf8')
  const said: Said[] = []
  const calls = new Map<string, Said>()
  // What stands behind the last line's end is still being written.
  for (const row of text.split('\n').slice(0, -1)) {
    if (row === '') continue
    // The vendor's own lines; whatever else they hold does not matter here.
    const line = JSON.parse(row) as Line
    const content = line.message?.content
    if (!Array.isArray(content)) continue
    const parent = line.parent_tool_use_id ?? null
    for (const block of content) {
      if (line.type === 'assistant') addSaid(said, calls, block, parent)
      if (line.type === 'user' && block.type === 'tool_result') {
        const call = calls.get(block.tool_use_id ?? '')
        if (call) call.result = { text: resultText(block.content), failed: block.is_error === true }
      }
    }
  }
  return said
}

function addSaid(
  said: Said[],
  calls: Map<string, Said>,
  block: Block,
  parent: string | null,
): void {
  if (block.type === 'text') said.push({ kind: 'text', text: block.text ?? '', parent })
  if (block.type === 'thinking') said.push({ kind: 'thinking', text: block.thinking ?? '', parent })
  if (block.type !== 'tool_use') return
  const call: Said = { kind: 'call', text: block.id ?? '', parent }
  calls.set(call.text, call)
  said.push(call)
}

function resultText(content: unknown): string {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content.map((block: Block) => block.text ?? '').join('\n')
}
