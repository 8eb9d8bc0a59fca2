// What is remembered between the lines of a session, kept short: whoever writes such a file may open any number of calls and
// end none, and each line that opens one copies all that are open.
import type { State } from '../decode/state.ts'
import { cut } from '../tools/text.ts'

/** Calls, tasks and subagents that are open at once, and entries of the list of todos: programs come to some dozens. */
export const mostOpen = 100
/** Blocks of one line: the program writes one, or a result for each of the calls that ran at once. */
export const mostBlocks = 1000
const longestTodo = 300

/** Without what was opened first, where there is more than that: half of it, so that this is seldom to be done. */
export function remembered(state: State): State {
  const { calls, tasks, blocks, todos } = state
  return {
    ...state,
    calls: latest(calls),
    tasks: latest(tasks),
    blocks: latest(blocks),
    todos: todos.slice(-mostOpen).map((todo) => ({ ...todo, text: cut(todo.text, longestTodo) })),
  }
}

function latest<T>(open: Record<string, T>): Record<string, T> {
  if (Object.keys(open).length <= mostOpen) return open
  return Object.fromEntries(Object.entries(open).slice(-mostOpen / 2))
}
