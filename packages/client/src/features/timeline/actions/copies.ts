// What of an item can be copied, each part as a person would paste it. Pure.
import type { Hunk, Item, ToolCall } from '@a-parallel/shared'
import { plainText } from '../../../ui/text/ansi.ts'

export type CopyPart =
  | 'message'
  | 'thoughts'
  | 'command'
  | 'output'
  | 'path'
  | 'change'
  | 'pattern'
  | 'address'
  | 'input'
  | 'prompt'
  | 'report'
  | 'plan'
  | 'notice'
  | 'markdown'

export type Copy = { part: CopyPart; text: string }

/** The parts that are there, the most wanted first. */
export function copiesOf(item: Item): Copy[] {
  return parts(item).filter(({ text }) => text.trim() !== '')
}

function parts(item: Item): Copy[] {
  switch (item.kind) {
    case 'user-message':
    case 'agent-message':
      return [{ part: 'message', text: item.text }]
    case 'reasoning':
      return [
        { part: 'thoughts', text: item.text },
        { part: 'markdown', text: quote(item.text) },
      ]
    case 'notice':
      return [{ part: 'notice', text: item.detail }]
    default:
      return [...callParts(item), { part: 'markdown', text: callMarkdown(item) }]
  }
}

function callParts(call: ToolCall): Copy[] {
  const { detail } = call
  const output: Copy = { part: 'output', text: outputOf(call) }
  switch (detail.kind) {
    case 'command':
      return [{ part: 'command', text: detail.command }, output]
    case 'edit':
      return [
        { part: 'path', text: detail.path },
        { part: 'change', text: diffOf(detail.hunks) },
      ]
    case 'read':
      return [{ part: 'path', text: detail.path }, output]
    case 'search':
      return [{ part: 'pattern', text: detail.pattern }, output]
    case 'fetch':
      return [{ part: 'address', text: detail.target }, output]
    case 'task':
      return [
        { part: 'report', text: outputOf(call) },
        { part: 'prompt', text: detail.prompt },
      ]
    case 'plan':
      return [{ part: 'plan', text: detail.plan }]
    case 'other':
      return [{ part: 'input', text: detail.input }, output]
    default:
      return [output]
  }
}

export function outputOf({ output }: ToolCall): string {
  return output ? plainText(output.text).replace(/\n+$/, '') : ''
}

export function diffOf(hunks: readonly Hunk[]): string {
  return hunks
    .map(({ oldStart, oldLines, newStart, newLines, lines }) =>
      [`@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`, ...lines].join('\n'),
    )
    .join('\n')
}

function callMarkdown(call: ToolCall): string {
  const { detail } = call
  const output = outputOf(call)
  switch (detail.kind) {
    case 'command':
      return fence(`$ ${detail.command}${output && `\n${output}`}`, 'console')
    case 'edit':
      return [`\`${detail.path}\``, fence(diffOf(detail.hunks), 'diff')]
        .filter(Boolean)
        .join('\n\n')
    case 'plan':
      return detail.plan
    case 'task':
      return [`**${call.title}**`, quote(detail.prompt), output].filter(Boolean).join('\n\n')
    case 'other':
      return [`**${call.name}**`, fence(detail.input, 'json'), fence(output)]
        .filter(Boolean)
        .join('\n\n')
    default:
      return [`**${call.name}** \`${call.title}\``, fence(output)].filter(Boolean).join('\n\n')
  }
}

function quote(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n')
}

/** A fence longer than any inside. */
function fence(text: string, language = ''): string {
  if (text === '') return ''
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const ticks = '`'.repeat(longest + 1)
  return `${ticks}${language}\n${text}\n${ticks}`
}
