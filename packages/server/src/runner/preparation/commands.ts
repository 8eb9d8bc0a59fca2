// Setup commands as processes: held like agents, so they outlive the server and are found again. What they print lies in
// one file for both streams, in a folder of their own.
import { open, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { SetupOutput, ThreadId } from '@a-parallel/shared'
import { ifThere } from '../git/worktrees/if-there.ts'
import { names, type Holder, type RunStatus } from '../holder/port.ts'
import type { SetupAsk, SetupEnd, SetupId } from '../preparation-port.ts'
import { killTree } from '../processes/kill-tree.ts'

export interface SetupCommands {
  /** Whether it was ever begun, by this server or an earlier one. */
  isBegun(id: SetupId): Promise<boolean>
  run(ask: SetupAsk): Promise<SetupEnd>
  stop(id: SetupId): Promise<void>
  output(id: SetupId, from: number | null): Promise<SetupOutput>
  endAll(threadId: ThreadId): Promise<void>
  threads(): Promise<ThreadId[]>
  forget(threadId: ThreadId): Promise<void>
  detach(): void
}

const graceMs = 3_000

/**
 * @param folder where their folders lie.
 * @param environment what every command sees.
 */
export function openSetupCommands(
  holder: Holder,
  folder: string,
  environment: Record<string, string>,
): SetupCommands {
  const dirOf = ({ threadId, key }: SetupId) => join(folder, threadId, key)
  const ends = openEnds(holder)
  return {
    isBegun: async (id) => (await holder.status(dirOf(id))).kind !== 'unbegun',
    async run(ask) {
      const dir = dirOf(ask)
      const before = await holder.status(dir)
      if (ends.detached()) return { kind: 'detached' }
      if (before.kind === 'live') return ends.of(dir)
      if (before.kind !== 'unbegun') return endOf(before)
      // Whoever took the folder died before anything was begun.
      await rm(dir, { recursive: true, force: true })
      const { threadId, cwd, command, isWanted = () => true } = ask
      if (!isWanted()) return { kind: 'lost' }
      const marker = markerOf(ask)
      const started = await holder.start({
        dir,
        argv: shellOf(command),
        cwd,
        env: { ...environment, ...ask.environment, [threadName]: threadId },
        marker,
      })
      if (started.kind === 'missing-directory')
        return { kind: 'failed', detail: `There is no folder ${cwd} any more.` }
      if (started.kind === 'failed') return started
      // Nobody answers questions here.
      await holder.closeInput(dir)
      if (!isWanted()) await holder.end(dir, { graceMs, marker })
      return ends.of(dir)
    },
    async stop(id) {
      await holder.end(dirOf(id), { graceMs, marker: markerOf(id) })
    },
    output: (id, from) => readOutput(join(dirOf(id), names.output), from),
    async endAll(threadId) {
      await killTree({ marker: `${threadName}=${threadId}`, graceMs })
    },
    async threads() {
      // Each folder bears its thread's id.
      return ((await ifThere(readdir(folder))) ?? []) as ThreadId[]
    },
    async forget(threadId) {
      await rm(join(folder, threadId), { recursive: true, force: true })
    },
    detach: () => ends.detach(),
  }
}

/** Waits for the ends of commands, until this server lets go of them. */
function openEnds(holder: Holder) {
  const letGo = new Set<() => void>()
  let isDetached = false
  return {
    detached: () => isDetached,
    of: (dir: string) =>
      new Promise<SetupEnd>((resolve) => {
        const over = (end: SetupEnd) => {
          letGo.delete(leave)
          resolve(end)
        }
        const unwatch = holder.watchEnd(dir, (status) => over(endOf(status)))
        const leave = () => {
          unwatch()
          over({ kind: 'detached' })
        }
        letGo.add(leave)
      }),
    detach() {
      isDetached = true
      for (const leave of letGo) leave()
    },
  }
}

function markerOf({ threadId, key }: SetupId): string {
  return `A_PARALLEL_RUN=${threadId}.${key}`
}

/** Whatever carries it belongs to this thread's preparation. */
const threadName = 'A_PARALLEL_SETUP'

/** Both streams go where the first one goes, so that they stay in their order. */
function shellOf(command: string): [string, ...string[]] {
  if (process.platform === 'win32')
    return [process.env['ComSpec'] ?? 'C:\\Windows\\System32\\cmd.exe', '/d', '/s', '/c', command]
  return ['/bin/sh', '-c', 'exec 2>&1; exec /bin/sh -c "$0"', command]
}

function endOf(status: Exclude<RunStatus, { kind: 'live' }>): SetupEnd {
  if (status.kind === 'ended') return { kind: 'exited', ...status.exit }
  return { kind: 'lost' }
}

/** Bytes: enough to read on a screen, and never the whole of an endless log. */
const mostOutput = 256 << 10

async function readOutput(path: string, from: number | null): Promise<SetupOutput> {
  const file = await ifThere(open(path, 'r'))
  if (!file) return { text: '', next: 0, isCut: false }
  try {
    const { size } = await file.stat()
    const wanted = Math.min(from ?? 0, size)
    const begin = Math.max(wanted, size - mostOutput)
    const { buffer, bytesRead } = await file.read(
      Buffer.alloc(size - begin),
      0,
      size - begin,
      begin,
    )
    const bytes = wholeCharacters(buffer.subarray(0, bytesRead))
    return { text: bytes.toString('utf8'), next: begin + bytes.length, isCut: begin > wanted }
  } finally {
    await file.close()
  }
}

/** The rest of a character that is being written comes with the next part. */
function wholeCharacters(bytes: Buffer): Buffer {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0
    if ((byte & 0b1100_0000) === 0b1000_0000) continue
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
    return length > back ? bytes.subarray(0, bytes.length - back) : bytes
  }
  return bytes
}
