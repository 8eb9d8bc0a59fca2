// Reads what a growing file has, chunk by chunk, one after the other. Knows no lines and no notices.
import { closeSync, openSync, readSync } from 'node:fs'

export interface ChunkReader {
  /** Reads on to the present end of the file; asked for while it reads, it looks once more. */
  wake(): void
  /** Resolves when nothing is being read or taken. */
  quiet(): Promise<void>
  /** What ended the reading, if something did. */
  failure(): { cause: unknown } | null
  /** Reads no more, and closes the file when the last chunk was taken. */
  close(): Promise<void>
}

export interface ChunkReaderAsk {
  file: string
  from: number
  /** The bytes may be used only until it returns; while its promise is open nothing more is read. */
  take: (bytes: Buffer) => void | Promise<void>
  onFailure: (cause: unknown) => void
}

const floodMs = 1

// One for all: it is filled and emptied without a pause. A read of a page that was just written takes microseconds,
// far less than the way through a pool of threads.
const chunk = Buffer.allocUnsafeSlow(256 * 1024)

interface State {
  offset: number
  lastRead: number
  busy: boolean
  again: boolean
  stopped: boolean
  failure: { cause: unknown } | null
  resting: (() => void)[]
}

export function openChunkReader(ask: ChunkReaderAsk): ChunkReader {
  const descriptor = openSync(ask.file, 'r')
  const state: State = {
    offset: ask.from,
    lastRead: -Infinity,
    busy: false,
    again: false,
    stopped: false,
    failure: null,
    resting: [],
  }
  let closed = false
  const quiet = (): Promise<void> =>
    state.busy ? new Promise((resolve) => state.resting.push(resolve)) : Promise.resolve()
  return {
    wake() {
      if (state.stopped || state.failure) return
      state.again = true
      if (state.busy) return
      state.busy = true
      // The first bytes of a flood go at once; behind them they are taken by the millisecond, not write by write.
      if (performance.now() - state.lastRead < floodMs) {
        setTimeout(() => readOn(descriptor, ask, state), floodMs)
      } else {
        readOn(descriptor, ask, state)
      }
    },
    quiet,
    failure: () => state.failure,
    async close() {
      state.stopped = true
      await quiet()
      if (!closed) closeSync(descriptor)
      closed = true
    },
  }
}

function readOn(descriptor: number, ask: ChunkReaderAsk, state: State): void {
  const goOn = () => readOn(descriptor, ask, state)
  const fail = (cause: unknown) => {
    state.failure = { cause }
    rest(state)
    ask.onFailure(cause)
  }
  try {
    while (!state.stopped) {
      state.again = false
      const bytes = readSync(descriptor, chunk, 0, chunk.length, state.offset)
      if (bytes === 0) break
      state.offset += bytes
      state.lastRead = performance.now()
      const taken = ask.take(chunk.subarray(0, bytes))
      if (taken) return void taken.then(goOn, fail)
      // A long file must not keep everybody else waiting.
      if (bytes === chunk.length) return void setImmediate(goOn)
      // Less than was asked for is all there is; what is written later brings a notice of its own.
      if (!state.again) break
    }
    rest(state)
  } catch (cause) {
    fail(cause)
  }
}

function rest(state: State): void {
  state.busy = false
  for (const tell of state.resting.splice(0)) tell()
}
