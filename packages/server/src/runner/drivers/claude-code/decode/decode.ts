// Reads the agent's output line by line. It never throws for what it reads: the unknown is ignored,
// the unreadable becomes a notice.
import type { Signal } from '@a-parallel/shared'
import type { Checkpoint, Decoder } from '../../port.ts'
import { isRecord, type Input } from '../tools/input.ts'
import { readAssistant } from './assistant.ts'
import { runningOutputs } from './calls.ts'
import { readControlCancel, readControlRequest, readControlResponse } from './control.ts'
import { OpenMessages } from './open-messages.ts'
import { notice, type Reading } from './reading.ts'
import { readResult } from './result.ts'
import { stateFrom } from './state.ts'
import { readStreamEvent } from './stream.ts'
import { readAuthStatus, readRateLimit, readSystem } from './system.ts'
import { usedSoFar } from './used/so-far.ts'
import { readUser } from './user.ts'

const shownHead = 200

/** A decoder of one process's journal, from its beginning or from a checkpoint of an earlier decoder. */
export function decoder(cwd: string, from: Checkpoint | null): Decoder {
  const reading: Reading = {
    cwd,
    state: stateFrom(from?.state),
    open: new OpenMessages(),
    signals: [],
    replies: [],
    at: from?.offset ?? 0,
  }
  let next = reading.at
  const take = (read: () => void, at: number, end: number): Signal[] => {
    reading.at = at
    reading.signals = []
    next = end
    read()
    return reading.signals
  }
  return {
    read: (line, at, end) => take(() => readLine(line, reading), at, end),
    skip: (bytes, head, at, end) =>
      take(
        () =>
          notice(reading, `oversized:${at}`, {
            level: 'warning',
            code: 'oversized-output',
            detail: head.slice(0, shownHead),
            values: { bytes },
          }),
        at,
        end,
      ),
    replies: () => reading.replies.splice(0),
    used: () => usedSoFar(reading.state),
    running: () => runningOutputs(reading.state),
    checkpoint: () => {
      const open = reading.open.earliest()
      return open ? { offset: open.at, state: open.before } : { offset: next, state: reading.state }
    },
  }
}

function readLine(text: string, reading: Reading): void {
  if (text.trim() === '') return
  try {
    const line: unknown = JSON.parse(text)
    if (isRecord(line)) dispatch(line, reading)
  } catch (error) {
    notice(reading, `unreadable:${reading.at}`, {
      level: 'warning',
      code: 'unreadable-output',
      detail: text.slice(0, shownHead),
      values: { error: String(error).slice(0, shownHead) },
    })
  }
}

function dispatch(line: Input, reading: Reading): void {
  switch (line['type']) {
    case 'stream_event':
      return readStreamEvent(line, reading)
    case 'system':
      return readSystem(line, reading)
    case 'assistant':
      return readAssistant(line, reading)
    case 'user':
      return readUser(line, reading)
    case 'result':
      return readResult(line, reading)
    case 'control_request':
      return readControlRequest(line, reading)
    case 'control_response':
      return readControlResponse(line, reading)
    case 'control_cancel_request':
      return readControlCancel(line, reading)
    case 'rate_limit_event':
      return readRateLimit(line, reading)
    case 'auth_status':
      return readAuthStatus(line, reading)
    default:
  }
}
