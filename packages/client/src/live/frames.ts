// Reads the server's frames. Narrow guards by hand instead of the schemas: hundreds of frames a second arrive here, the
// server built them by those schemas, and an event type that this page does not know must pass (the fold steps over it).
import type { ServerFrame } from '@a-parallel/shared'

type Shape = Record<string, unknown>
type Check = (value: unknown) => boolean

const text: Check = (value) => typeof value === 'string'
const count: Check = (value) => typeof value === 'number'
const isShape = (value: unknown): value is Shape => typeof value === 'object' && value !== null

function has(checks: Record<string, Check>): Check {
  const all = Object.entries(checks)
  return (value) => isShape(value) && all.every(([key, check]) => check(value[key]))
}

const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check)

const named = has({ id: text })
const item = has({ id: text, kind: text })
const open = listOf(has({ id: text, kind: text, text }))
const project = has({ id: text, name: text, path: text })
const summary = has({ id: text, projectId: text, seq: count, title: text, status: text })
const problem = has({ code: text, detail: text })
const thread = has({
  id: text,
  seq: count,
  projectId: text,
  title: text,
  turns: listOf(named),
  items: listOf(item),
  approvals: listOf(named),
  open,
})
const event = has({ seq: count, type: text, at: text, data: isShape })
const delta = has({ itemId: text, kind: text, offset: count, text })

const checks: Record<ServerFrame['type'], Check> = {
  snapshot: has({ topic: text, thread }),
  resumed: has({ topic: text, open }),
  events: has({ topic: text, events: listOf(event) }),
  deltas: has({ topic: text, deltas: listOf(delta) }),
  printed: has({ topic: text, printed: has({ itemId: text, output: has({ text }) }) }),
  'files-changed': has({ topic: text }),
  abandoned: has({ topic: text, itemId: text }),
  index: has({
    index: has({
      projects: listOf(project),
      threads: listOf(summary),
      room: has({}),
      settings: has({}),
    }),
  }),
  'tool-servers-changed': has({}),
  changed: has({
    projects: listOf(project),
    threads: listOf(summary),
    removedProjects: listOf(text),
    removedThreads: listOf(text),
  }),
  reset: has({ topic: text }),
  problem: has({ problem }),
  ping: () => true,
}

/** The frame in a message, or null where it is none that this page understands. */
export function readFrame(message: unknown): ServerFrame | null {
  if (typeof message !== 'string') return null
  const value = jsonOf(message)
  if (!isShape(value) || typeof value.type !== 'string' || !Object.hasOwn(checks, value.type))
    return null
  const type = value.type as ServerFrame['type'] // A key of `checks`, as just asked.
  // Its outline was checked; what lies deeper was built by the schema on the other side.
  return checks[type](value) ? (value as ServerFrame) : null
}

function jsonOf(message: string): unknown {
  try {
    return JSON.parse(message)
  } catch {
    return null // Not JSON: then it is no frame.
  }
}
