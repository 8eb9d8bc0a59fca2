// What a tool call does, ready to be shown. The vendor's tool names are known here and in todo.ts, nowhere else.
import { resolve } from 'node:path'
import type { ToolDetail } from '@a-parallel/shared'
import { change, replacementHunk, writtenHunk, type ChangeLimits } from './hunks.ts'
import { isRecord, recordsAt, textAt, type Input } from './input.ts'
import { shownPath } from './paths.ts'
import { cut, oneLine } from './text.ts'

export interface Shown {
  title: string
  detail: ToolDetail
}

/** How much of a call is kept. */
interface Limits {
  /** UTF-16 units of one text; of a plan four times as many. */
  text: number
  change?: ChangeLimits
}

type Show = (input: Input, cwd: string, limits: Limits) => Shown

const usual: Limits = { text: 16_000 }

/** Who allows something must see it: a text whole, of a change as much as can be read. The input is kept whole as well. */
export const asked: Limits = {
  text: Number.POSITIVE_INFINITY,
  change: { lines: 2000, units: 256_000, line: 4000 },
}

const show: Record<string, Show> = {
  Bash: (input, _cwd, limits) => {
    const command = textAt(input, 'command')
    const description = textAt(input, 'description')
    return {
      title: oneLine(command),
      detail: {
        kind: 'command',
        command: cut(command, limits.text),
        ...(description ? { description } : {}),
        ...switches(input),
      },
    }
  },
  Edit: (input, cwd, limits) =>
    edit(
      textAt(input, 'file_path'),
      replacementHunk(textAt(input, 'old_string'), textAt(input, 'new_string')),
      { cwd, limits, ...everywhere([input]) },
    ),
  MultiEdit: (input, cwd, limits) => {
    const edits = recordsAt(input, 'edits')
    return edit(
      textAt(input, 'file_path'),
      edits.flatMap((one) => replacementHunk(textAt(one, 'old_string'), textAt(one, 'new_string'))),
      { cwd, limits, ...everywhere(edits) },
    )
  },
  Write: (input, cwd, limits) =>
    edit(textAt(input, 'file_path'), writtenHunk(textAt(input, 'content')), { cwd, limits }),
  NotebookEdit: (input, cwd, limits) => {
    const cell = cellOf(input)
    const source = cell.change === 'deleted' ? '' : textAt(input, 'new_source')
    return edit(textAt(input, 'notebook_path'), writtenHunk(source), { cwd, limits, cell })
  },
  Read: (input, cwd) => {
    const path = shownPath(textAt(input, 'file_path'), cwd)
    return { title: oneLine(path), detail: { kind: 'read', path } }
  },
  Grep: search,
  Glob: search,
  WebFetch: (input, _cwd, limits) => fetched(textAt(input, 'url'), limits),
  WebSearch: (input, _cwd, limits) => fetched(textAt(input, 'query'), limits),
  Agent: subagent,
  Task: subagent,
  ExitPlanMode: (input, _cwd, limits) => {
    const plan = cut(textAt(input, 'plan'), 4 * limits.text)
    return { title: oneLine(plan).replace(/^#+\s*/, ''), detail: { kind: 'plan', plan } }
  },
  AskUserQuestion: (input) => {
    const questions = recordsAt(input, 'questions').map(question)
    const answers = isRecord(input['answers']) ? textsOf(input['answers']) : {}
    return {
      title: oneLine(questions[0]?.question ?? ''),
      detail: { kind: 'question', questions, answers },
    }
  },
}

/** A call's title and detail. A tool that is not known is shown by its input. */
export function toolDetail(name: string, input: Input, cwd: string, limits = usual): Shown {
  const known = Object.hasOwn(show, name) ? show[name] : undefined
  return known ? known(input, cwd, limits) : other(name, input, limits)
}

/** The tool's name for people: `mcp__server__tool` is `server: tool`. */
export function shownName(name: string): string {
  const [, server, tool] = /^mcp__(.+?)__(.+)$/.exec(name) ?? []
  return server && tool ? `${server}: ${tool}` : name
}

const fileOf: Record<string, string> = {
  Edit: 'file_path',
  MultiEdit: 'file_path',
  Write: 'file_path',
  NotebookEdit: 'notebook_path',
}

/** The file that a call would change, or null if changing a file is not what it is for. */
export function editedFile(name: string, input: Input): string | null {
  const key = Object.hasOwn(fileOf, name) ? fileOf[name] : undefined
  return key ? textAt(input, key) : null
}

const placeOf: Record<string, string> = { Read: 'file_path', Grep: 'path', Glob: 'path' }

/**
 * The file that a call would read, or the folder in which it would search everything, from the root and links not
 * followed. Null where reading is not what it is for, or where it could reach further.
 */
export function readPlace(name: string, input: Input, cwd: string): string | null {
  const key = Object.hasOwn(placeOf, name) ? placeOf[name] : undefined
  const path = key ? textAt(input, key) : '~'
  if (path.startsWith('~') || path.includes('\0') || (name === 'Read' && path === '')) return null
  if (name === 'Glob' && /^[/~]|\.\./.test(textAt(input, 'pattern'))) return null
  return resolve(cwd, path)
}

/** What the person is asked by the request to use a tool. */
export function askKind(name: string): 'permission' | 'plan' | 'question' {
  if (name === 'ExitPlanMode') return 'plan'
  return name === 'AskUserQuestion' ? 'question' : 'permission'
}

/** Whether a call of this tool puts the agent into plan mode. It asks nobody; its result says that it came about. */
export function entersPlan(name: string): boolean {
  return name === 'EnterPlanMode'
}

/** What a command is run with, beside its words. */
function switches(input: Input): Partial<Extract<ToolDetail, { kind: 'command' }>> {
  const timeoutMs = Number(input['timeout'])
  return {
    ...(input['run_in_background'] === true && { background: true }),
    ...(timeoutMs > 0 && Number.isFinite(timeoutMs) && { timeoutMs }),
    ...(input['dangerouslyDisableSandbox'] === true && { unfenced: true }),
  }
}

type EditDetail = Extract<ToolDetail, { kind: 'edit' }>
type EditAsk = { cwd: string; limits: Limits } & Pick<EditDetail, 'everywhere' | 'cell'>

function edit(
  file: string,
  hunks: Parameters<typeof change>[0],
  { cwd, limits, ...what }: EditAsk,
): Shown {
  const path = shownPath(file, cwd)
  const changed = change(hunks, limits.change)
  return {
    title: oneLine(path),
    detail: { kind: 'edit', path, created: false, ...what, ...changed },
  }
}

function everywhere(edits: readonly Input[]): Pick<EditDetail, 'everywhere'> {
  return edits.some((one) => one['replace_all'] === true) ? { everywhere: true } : {}
}

/** Without a mode a cell is replaced. */
function cellOf(input: Input): NonNullable<EditDetail['cell']> {
  const mode = textAt(input, 'edit_mode')
  const how = mode === 'insert' ? 'inserted' : mode === 'delete' ? 'deleted' : 'replaced'
  return { id: textAt(input, 'cell_id'), change: how }
}

function search(input: Input, cwd: string, limits: Limits): Shown {
  const pattern = textAt(input, 'pattern')
  const path = shownPath(textAt(input, 'path'), cwd)
  return {
    title: oneLine(pattern),
    detail: { kind: 'search', pattern: cut(pattern, limits.text), ...(path ? { path } : {}) },
  }
}

function fetched(target: string, limits: Limits): Shown {
  return { title: oneLine(target), detail: { kind: 'fetch', target: cut(target, limits.text) } }
}

function subagent(input: Input, _cwd: string, limits: Limits): Shown {
  const description = textAt(input, 'description')
  return {
    title: oneLine(description),
    detail: {
      kind: 'task',
      agentType: textAt(input, 'subagent_type') || 'general-purpose',
      description: cut(description, limits.text),
      prompt: cut(textAt(input, 'prompt'), limits.text),
    },
  }
}

type QuestionDetail = Extract<ToolDetail, { kind: 'question' }>['questions'][number]

function question(input: Input): QuestionDetail {
  const header = textAt(input, 'header')
  return {
    question: textAt(input, 'question'),
    ...(header ? { header } : {}),
    options: recordsAt(input, 'options').map(option),
    multiSelect: input['multiSelect'] === true,
  }
}

function option(input: Input): QuestionDetail['options'][number] {
  const [description, preview] = [textAt(input, 'description'), textAt(input, 'preview')]
  return {
    label: textAt(input, 'label'),
    ...(description ? { description } : {}),
    ...(preview ? { preview } : {}),
  }
}

/** The texts of a record; what is no text is left out. */
export function textsOf(record: Input): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record).flatMap(([key, value]) =>
      typeof value === 'string' ? [[key, value]] : [],
    ),
  )
}

function other(name: string, input: Input, limits: Limits): Shown {
  const first = Object.values(input).find((value) => typeof value === 'string')
  const json = JSON.stringify(input, null, 2)
  return {
    title: oneLine(typeof first === 'string' ? first : '') || shownName(name),
    detail: { kind: 'other', input: cut(json, limits.text) },
  }
}
