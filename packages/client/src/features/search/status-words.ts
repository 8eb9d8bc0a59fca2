// What the states of threads are called where one is chosen.
import type { ThreadStatus } from '@a-parallel/shared'

export const statusWords = {
  waiting: 'overview.needs',
  running: 'status.working',
  pending: 'search.notBegun',
  completed: 'status.done',
  failed: 'status.failed',
  stopped: 'status.stopped',
  interrupted: 'status.interrupted',
} as const satisfies Record<ThreadStatus, string>
