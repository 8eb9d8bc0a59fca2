// The ways in which a streamed answer goes wrong half way, as a script asks for them.
import type { ServerResponse } from 'node:http'
import type { Step } from '../script/script.ts'
import type { SseWriter } from './sse.ts'

export type Break = {
  readonly how: 'cut' | 'truncate' | 'garbage' | 'hang' | 'error'
  /** Characters of the reply that still arrive. */
  readonly after: number
  readonly error?: NonNullable<Step['streamError']>
}

/** The break of a step, if it has one; the first of cut, truncate, garbage, hang, streamError counts. */
export function breakOf(step: Step): Break | undefined {
  if (step.cut !== undefined) return { how: 'cut', after: step.cut }
  if (step.truncate !== undefined) return { how: 'truncate', after: step.truncate }
  if (step.garbage !== undefined) return { how: 'garbage', after: step.garbage }
  if (step.hang !== undefined && step.hang !== false) {
    return { how: 'hang', after: step.hang === true ? 0 : step.hang }
  }
  if (step.streamError) {
    return { how: 'error', after: step.streamError.after, error: step.streamError }
  }
  return undefined
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

/** Ends the answer the scripted way. A hanging one ends only when the reader leaves, by rejecting. */
export async function breakStream(
  broken: Break,
  response: ServerResponse,
  writer: SseWriter,
  signal: AbortSignal,
): Promise<void> {
  switch (broken.how) {
    case 'cut':
      // A reset would take what was sent before it along, if the reader has not read that far.
      response.socket?.end()
      return
    case 'truncate':
      response.end()
      return
    case 'garbage':
      await writer.raw('event: content_block_delta\ndata: {"type":"content_block_d\u0000}}}\n\n')
      response.end()
      return
    case 'hang':
      return untilAborted(signal)
    case 'error': {
      const { type, message } = broken.error ?? {}
      await writer.send({ type: 'error', error: { type, message } })
      await writer.flush()
      response.end()
      return
    }
  }
}
