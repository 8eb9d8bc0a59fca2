// What a line in the person's name is: their message, the output of what they ran themselves, or none of theirs.
import type { Entry } from './entry.ts'

export type Said =
  | { kind: 'message'; text: string }
  /** The person broke the turn off. */
  | { kind: 'interruption' }
  /** Of a command that the program or the person ran beside the agent. */
  | { kind: 'output'; text: string }
  | { kind: 'nothing' }

const nothing: Said = { kind: 'nothing' }
/** Longer messages are cut: a log holds them as well. */
const longest = 200_000
/** What the program says to the agent in the person's name. */
const notTheirs = /^\s*<(local-command-caveat|task-notification|system-reminder|command-message)>/
const interruption = '[Request interrupted by user'

export function saidBy(entry: Entry): Said {
  if (entry.type === 'attachment') return queued(entry)
  if (entry.type !== 'user' || entry.isSidechain || entry.isMeta || entry.isCompactSummary)
    return nothing
  const content = entry.message?.content
  if (typeof content === 'string') return meant(content)
  if (!Array.isArray(content)) return nothing
  const blocks: unknown[] = content
  if (blocks.some((block) => typeOf(block) === 'tool_result')) return nothing
  const words = blocks.map(textOf).filter((text) => text !== '')
  const images = blocks.filter((block) => typeOf(block) === 'image').length
  if (words.length === 0) return images > 0 ? message('[Image]') : nothing
  return meant(words.join('\n'))
}

/** Said while the agent was at work: it read that in the middle of its turn. */
function queued({ attachment }: Entry): Said {
  if (attachment?.type !== 'queued_command') return nothing
  const { prompt } = attachment
  if (typeof prompt === 'string') return meant(prompt)
  if (!Array.isArray(prompt)) return nothing
  const blocks: unknown[] = prompt
  return meant(blocks.map(textOf).filter(Boolean).join('\n'))
}

function meant(text: string): Said {
  if (text.trim() === '') return nothing
  if (text.startsWith(interruption)) return { kind: 'interruption' }
  const command = inside(text, 'command-name')
  if (command !== null) return message(`${command} ${inside(text, 'command-args') ?? ''}`.trim())
  const shell = inside(text, 'bash-input')
  if (shell !== null) return message(`! ${shell}`)
  const output = outputIn(text)
  if (output !== null) return output === '' ? nothing : { kind: 'output', text: output }
  return notTheirs.test(text) ? nothing : message(text)
}

function message(text: string): Said {
  return { kind: 'message', text: text.length > longest ? `${text.slice(0, longest)}…` : text }
}

/** What commands gave back; null where the text is none of that. */
function outputIn(text: string): string | null {
  const parts = ['local-command-stdout', 'local-command-stderr', 'bash-stdout', 'bash-stderr']
  const found = parts.map((tag) => inside(text, tag))
  if (!text.startsWith('<') || found.every((part) => part === null)) return null
  return found.filter(Boolean).join('\n').trim()
}

/** Between two tags; not by an expression, which hostile text could make slow. */
function inside(text: string, tag: string): string | null {
  const open = `<${tag}>`
  const start = text.indexOf(open)
  if (start === -1 || !text.trimStart().startsWith('<')) return null
  const end = text.indexOf(`</${tag}>`, start)
  return end === -1 ? null : text.slice(start + open.length, end).trim()
}

function typeOf(block: unknown): unknown {
  return typeof block === 'object' && block !== null && 'type' in block ? block.type : undefined
}

function textOf(block: unknown): string {
  if (typeOf(block) !== 'text' || typeof block !== 'object' || block === null) return ''
  return 'text' in block && typeof block.text === 'string' ? block.text : ''
}

/** Whether a line holds words that the agent said to the person. */
export function speaks({ type, isSidechain, message: said }: Entry): boolean {
  if (type !== 'assistant' || isSidechain || !said || !Array.isArray(said.content)) return false
  const blocks: unknown[] = said.content
  return blocks.some((block) => textOf(block).trim() !== '')
}
