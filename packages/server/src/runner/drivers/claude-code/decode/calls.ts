// Tool calls between their beginning and their result: results, background work, and what an ended turn leaves open.
import type { DraftToolCall, ItemId } from '@a-parallel/shared'
import type { RunningOutput } from '../../port.ts'
import { itemId } from '../names.ts'
import { entersPlan } from '../tools/detail.ts'
import { isRecord } from '../tools/input.ts'
import { outcome, resultText, wentToBackground } from '../tools/result.ts'
import { output } from '../tools/text.ts'
import { todoChanged } from '../tools/todo.ts'
import { TaskNotification, TaskStarted, TaskUpdated, type ToolResult } from './lines.ts'
import { notice, parentOf, setCall, type Reading } from './reading.ts'
import { openCall, without, type Call, type State } from './state.ts'

/** A call as an item that has no outcome yet. */
export function runningCall(id: ItemId, call: Call): DraftToolCall {
  return {
    kind: 'tool-call',
    id,
    parentId: parentOf(call.parentId),
    name: call.name,
    title: call.title,
    state: 'running',
    detail: call.detail,
    output: null,
    exitCode: null,
    durationMs: null,
    background: call.background,
    ...(call.handle === undefined ? {} : { handle: call.handle }),
  }
}

/** The result of a call. One for a call that is not open (told before, or older than this process) is nothing new. */
export function readToolResult(result: ToolResult, structured: unknown, reading: Reading): void {
  const id = result.tool_use_id
  const call = openCall(reading.state, id)
  if (!call) return
  if (call.todo) {
    forget(id, reading)
    if (result.is_error) return
    const fields = isRecord(structured) ? structured : {}
    return todoChanged(reading, call.name, call.todo, resultText(result), fields)
  }
  // A subagent cannot. The mode that the agent's status tells is not read: it also tells, late, what it was ordered.
  if (entersPlan(call.name) && !result.is_error && call.parentId === null)
    reading.signals.push({ type: 'plan-entered', itemId: itemId(id) })
  if (wentToBackground(structured)) return toBackground(id, call, reading)
  finish(id, call, outcome(call, result, structured, reading.cwd), reading)
}

export function readTaskStarted(value: unknown, reading: Reading): void {
  const { data } = TaskStarted.safeParse(value)
  if (!data?.tool_use_id) return
  const id = data.tool_use_id
  reading.state = { ...reading.state, tasks: { ...reading.state.tasks, [data.task_id]: id } }
  const call = openCall(reading.state, id)
  if (!call) return
  const named = { ...call, handle: data.task_id }
  setCall(reading, id, named)
  reading.signals.push({ type: 'item-started', item: runningCall(itemId(id), named) })
}

/** Names that the agent makes up; nothing else may become part of a path. */
const plainName = /^[\w-]+$/

/** The file that a command prints to while it runs, below the scratch folder. */
function printedIn(handle: string): string {
  return `tasks/${handle}.output`
}

/** The commands that run now and print to a file. */
export function runningOutputs({ calls }: State): RunningOutput[] {
  return Object.entries(calls).flatMap(([id, { detail, handle }]) =>
    detail.kind === 'command' && handle !== undefined && plainName.test(handle)
      ? [{ itemId: itemId(id), file: printedIn(handle) }]
      : [],
  )
}

/** A call that was waited for can go to the background later. */
export function readTaskUpdated(value: unknown, reading: Reading): void {
  const { data } = TaskUpdated.safeParse(value)
  const id = data && reading.state.tasks[data.task_id]
  const call = id === undefined ? undefined : openCall(reading.state, id)
  if (id && call && data?.patch.is_backgrounded) toBackground(id, call, reading)
}

const endStates: Record<string, DraftToolCall['state']> = {
  completed: 'completed',
  failed: 'failed',
  stopped: 'interrupted',
}

/** Work ended. Of what the agent waited for, the result tells more. */
export function readTaskNotification(value: unknown, reading: Reading): void {
  const { data } = TaskNotification.safeParse(value)
  if (!data) return
  const id = data.tool_use_id ?? reading.state.tasks[data.task_id]
  reading.state = { ...reading.state, tasks: without(reading.state.tasks, data.task_id) }
  const call = id === undefined ? undefined : openCall(reading.state, id)
  if (id === undefined || !call?.background) return
  const state = endStates[data.status] ?? 'completed'
  const summary = data.summary ?? ''
  const code = /exit code (-?\d+)/.exec(summary)?.[1]
  const end = {
    state,
    detail: call.detail,
    output: summary === '' ? null : output(summary),
    exitCode: code === undefined || call.detail.kind !== 'command' ? null : Number(code),
    durationMs: data.usage?.duration_ms ?? null,
  }
  finish(id, call, end, reading, data.task_id)
  notice(reading, data.uuid, {
    level: state === 'failed' ? 'warning' : 'info',
    code: 'background-ended',
    detail: summary,
    values: { status: data.status },
    parentId: parentOf(call.parentId),
  })
}

/** A turn is over: what it left open is cut off, except what goes on in the background, and what runs under that. */
export function closeCalls(reading: Reading): void {
  const { calls } = reading.state
  for (const [id, call] of Object.entries(calls)) {
    if (inBackground(call, calls)) continue
    if (call.todo) {
      forget(id, reading)
      continue
    }
    const { detail } = call
    const end = { state: 'interrupted', detail, output: null, exitCode: null } as const
    finish(id, call, { ...end, durationMs: null }, reading)
  }
}

/** Subagents nest a few deep at most; ids that go round in a circle must not keep the reader. */
const deepest = 20

function inBackground(call: Call, calls: Record<string, Call>): boolean {
  let current: Call | undefined = call
  for (let depth = 0; current && depth < deepest; depth++) {
    if (current.background) return true
    current = current.parentId === null ? undefined : openCall({ calls }, current.parentId)
  }
  return false
}

function toBackground(id: string, call: Call, reading: Reading): void {
  const moved = { ...call, background: true }
  setCall(reading, id, moved)
  reading.signals.push({ type: 'item-started', item: runningCall(itemId(id), moved) })
}

/** @param task the agent's name for it, where its file tells what it printed and the agent does not. */
function finish(
  id: string,
  call: Call,
  end: ReturnType<typeof outcome>,
  reading: Reading,
  task?: string,
): void {
  forget(id, reading)
  const { handle, ...over } = runningCall(itemId(id), call)
  const item = { ...over, ...end }
  const known = task !== undefined && handle === task && plainName.test(task)
  const file = known && call.detail.kind === 'command' ? { printedIn: printedIn(task) } : {}
  reading.signals.push({ type: 'item-completed', item, ...file })
}

function forget(id: string, reading: Reading): void {
  reading.state = { ...reading.state, calls: without(reading.state.calls, id) }
}
