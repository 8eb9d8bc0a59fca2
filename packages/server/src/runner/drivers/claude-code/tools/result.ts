// What a tool call gave: its outcome, output and exit code, and the detail completed by what really happened.
// The vendor's structured results are only trusted as far as each field is checked.
import type { DraftToolCall, Hunk, ToolDetail } from '@a-parallel/shared'
import { Hunk as HunkSchema } from '@a-parallel/contract/nouns'
import { z } from 'zod'
import type { ToolResult } from '../decode/lines.ts'
import type { Call } from '../decode/state.ts'
import { textsOf } from './detail.ts'
import { change, writtenHunk } from './hunks.ts'
import { isRecord, recordsAt, textAt, type Input } from './input.ts'
import { shownPath } from './paths.ts'
import { output } from './text.ts'

/** What the model is told where a command printed nothing. */
const noOutput = '(Bash completed with no output)'

type Outcome = Pick<DraftToolCall, 'state' | 'detail' | 'output' | 'exitCode' | 'durationMs'>

/** What the agent writes for a call that an interruption cut off. */
const interruption =
  /^(\[Request interrupted by user|The user doesn't want to (proceed with this tool use|take this action))/

/**
 * The outcome of a call. `structured` is the vendor's `tool_use_result`: an object of the tool's own shape, or on
 * failure a text; subagents' results come without it.
 */
export function outcome(call: Call, result: ToolResult, structured: unknown, cwd: string): Outcome {
  const text = resultText(result)
  const fields = isRecord(structured) ? structured : {}
  const state = stateOf(call, result, text, structured)
  const done = state === 'completed'
  return {
    state,
    detail: done ? completedDetail(call.detail, fields, cwd) : call.detail,
    output: shownOutput(call.detail, text, fields, done),
    exitCode: call.detail.kind === 'command' ? exitCode(state, text, fields) : null,
    durationMs: duration(fields),
  }
}

/** The text that the model was given. */
export function resultText({ content }: ToolResult): string {
  if (content === undefined || content === noOutput) return ''
  if (typeof content === 'string') return content
  return content.map((part) => ('text' in part ? part.text : `[${part.type}]`)).join('\n')
}

/** The call went to the background: the agent no longer waits for it. */
export function wentToBackground(structured: unknown): boolean {
  if (!isRecord(structured)) return false
  return textAt(structured, 'backgroundTaskId') !== '' || structured['isAsync'] === true
}

function stateOf(
  call: Call,
  result: ToolResult,
  text: string,
  structured: unknown,
): DraftToolCall['state'] {
  if (call.denied) return 'denied'
  if (structured === 'User rejected tool use' || interruption.test(text)) return 'interrupted'
  if (result.is_error) return 'failed'
  return isRecord(structured) && structured['interrupted'] === true ? 'interrupted' : 'completed'
}

function completedDetail(detail: ToolDetail, fields: Input, cwd: string): ToolDetail {
  switch (detail.kind) {
    case 'edit':
      return editedDetail(detail, fields, cwd)
    case 'read':
      return readDetail(detail, fields)
    case 'question':
      return isRecord(fields['answers'])
        ? { ...detail, answers: textsOf(fields['answers']) }
        : detail
    case 'plan':
      return { ...detail, plan: textAt(fields, 'plan') || detail.plan }
    case 'command':
    case 'search':
    case 'fetch':
    case 'task':
    case 'todo':
    case 'other':
      return detail
  }
}

type Edit = Extract<ToolDetail, { kind: 'edit' }>

function editedDetail(detail: Edit, fields: Input, cwd: string): Edit {
  const path = shownPath(textAt(fields, 'filePath'), cwd) || detail.path
  if (fields['type'] === 'create') {
    return { ...detail, path, created: true, ...change(writtenHunk(textAt(fields, 'content'))) }
  }
  const hunks = z.array(HunkSchema).safeParse(fields['structuredPatch'])
  return hunks.success ? { ...detail, path, ...change(hunks.data satisfies Hunk[]) } : detail
}

function readDetail(
  detail: Extract<ToolDetail, { kind: 'read' }>,
  fields: Input,
): Extract<ToolDetail, { kind: 'read' }> {
  const lines = isRecord(fields['file']) ? fields['file']['numLines'] : undefined
  return Number.isInteger(lines) ? { ...detail, lines: Number(lines) } : detail
}

/** Nothing where the detail says it all: a successful edit, an answered question, an approved plan. */
function shownOutput(
  detail: ToolDetail,
  text: string,
  fields: Input,
  done: boolean,
): Output | null {
  if (!done) return interruption.test(text) ? null : nonEmpty(withoutWrapping(text))
  switch (detail.kind) {
    case 'edit':
    case 'question':
    case 'plan':
      return null
    case 'command':
      return nonEmpty('stdout' in fields ? commandOutput(fields) : text)
    case 'read':
      return nonEmpty(isRecord(fields['file']) ? textAt(fields['file'], 'content') : text)
    case 'task':
      return nonEmpty(subagentWords(fields) || text)
    case 'search':
    case 'fetch':
    case 'todo':
    case 'other':
      return nonEmpty(text)
  }
}

type Output = NonNullable<DraftToolCall['output']>

function nonEmpty(text: string): Output | null {
  return text === '' ? null : output(text)
}

/** Failures come as `Exit code 3\n…` or between `<tool_use_error>` tags. */
function withoutWrapping(text: string): string {
  return text
    .replace(/^Exit code -?\d+\n?/, '')
    .replace(/^<tool_use_error>([\s\S]*)<\/tool_use_error>$/, '$1')
}

function commandOutput(fields: Input): string {
  return [textAt(fields, 'stdout'), textAt(fields, 'stderr')].filter(Boolean).join('\n')
}

function subagentWords(fields: Input): string {
  return recordsAt(fields, 'content')
    .map((part) => textAt(part, 'text'))
    .join('\n')
}

/** The agent hides codes it holds to be harmless (grep's 1) and then says so in words: no code is better than a wrong one. */
function exitCode(state: DraftToolCall['state'], text: string, fields: Input): number | null {
  if (state === 'failed') {
    const code = /^Exit code (-?\d+)/.exec(text)?.[1]
    return code === undefined ? null : Number(code)
  }
  return state === 'completed' && textAt(fields, 'returnCodeInterpretation') === '' ? 0 : null
}

/** Only some tools tell how long they took; no line says when a call began. */
function duration(fields: Input): number | null {
  const ms = fields['totalDurationMs'] ?? fields['durationMs']
  return typeof ms === 'number' && ms >= 0 ? ms : null
}
