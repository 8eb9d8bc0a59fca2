// A thread's id in eight digits: its branch ends with them, and its name among variables does.
import { createHash } from 'node:crypto'

/** Of the whole id: those that a clock made (UUID version 7) begin alike for a minute. */
export function shortId(threadId: string): string {
  return createHash('sha256').update(threadId).digest('hex').slice(0, 8)
}
