// The agent's todo list: many calls change it, one item of the timeline shows it whole.
import type { TodoEntry } from '@a-parallel/shared'
import { recordsAt, textAt, type Input } from './input.ts'
import { itemId } from '../names.ts'
import type { Reading } from '../decode/reading.ts'
import type { Call } from '../decode/state.ts'
import { oneLine } from './text.ts'

const tools = new Set(['TodoWrite', 'TaskCreate', 'TaskUpdate', 'TaskList', 'TaskGet'])

/** What the list is called, whichever call changed it. */
const listName = 'TodoWrite'

/** Whether a call is about the list, and so no item of its own. */
export function isTodoTool(name: string): boolean {
  return tools.has(name)
}

/** A call about the list succeeded. `text` is what the model was told, `result` the structured form where there is one. */
export function todoChanged(
  reading: Reading,
  name: Call['name'],
  input: Input,
  text: string,
  result: Input,
): void {
  const before = reading.state.todos
  const after = changed(before, name, input, text, result)
  if (JSON.stringify(after) === JSON.stringify(before)) return
  reading.state = { ...reading.state, todos: after }
  reading.signals.push({
    type: 'item-completed',
    item: {
      kind: 'tool-call',
      id: itemId(`todo:${reading.state.sessionId}`),
      parentId: null,
      name: listName,
      title: titleOf(after),
      state: 'completed',
      detail: { kind: 'todo', entries: after },
      output: null,
      exitCode: null,
      durationMs: null,
      background: false,
    },
  })
}

function changed(
  todos: TodoEntry[],
  name: string,
  input: Input,
  text: string,
  result: Input,
): TodoEntry[] {
  switch (name) {
    case 'TodoWrite':
      return recordsAt(input, 'todos').map((todo, index) => ({
        id: String(index + 1),
        text: textAt(todo, 'content'),
        state: stateOf(textAt(todo, 'status')),
      }))
    case 'TaskCreate': {
      const id = /^Task #(\S+) created/.exec(text)?.[1] ?? String(todos.length + 1)
      const entry: TodoEntry = { id, text: textAt(input, 'subject'), state: 'pending' }
      return [...todos.filter((todo) => todo.id !== id), entry]
    }
    case 'TaskUpdate':
      return updated(todos, input)
    case 'TaskList':
      return Array.isArray(result['tasks']) ? recordsAt(result, 'tasks').map(listed) : todos
    default:
      return todos
  }
}

function updated(todos: TodoEntry[], input: Input): TodoEntry[] {
  const [id, status, subject] = ['taskId', 'status', 'subject'].map((key) => textAt(input, key))
  if (status === 'deleted') return todos.filter((todo) => todo.id !== id)
  return todos.map((todo) => {
    if (todo.id !== id) return todo
    return { id: todo.id, text: subject || todo.text, state: status ? stateOf(status) : todo.state }
  })
}

function listed(task: Input): TodoEntry {
  return {
    id: textAt(task, 'id'),
    text: textAt(task, 'subject'),
    state: stateOf(textAt(task, 'status')),
  }
}

function stateOf(status: string): TodoEntry['state'] {
  if (status === 'in_progress') return 'running'
  return status === 'completed' ? 'completed' : 'pending'
}

/** What is being done now, else how far it is. */
function titleOf(todos: readonly TodoEntry[]): string {
  const running = todos.find((todo) => todo.state === 'running')
  const done = todos.filter((todo) => todo.state === 'completed').length
  return running ? oneLine(running.text) : `${done}/${todos.length}`
}
