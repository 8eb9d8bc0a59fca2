// Setup commands as processes: held like agents, so they outlive the server and are found again. What they print lies in
// one file for both streams, in a folder of their own.
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ThreadId } from '@a-parallel/shared'
import type { Log } from '../../platform/log.ts'
import { ifThere } from '../git/worktrees/if-there.ts'
import type { Holder, RunStatus } from '../holder/port.ts'
import type { PreparationRunner, SetupEnd, SetupId } from '../preparation-port.ts'
import { killTree } from '../processes/kill-tree.ts'
import { openOutputLimit } from './output-limit.ts'
import { readOutput } from './output.ts'

/** The part of the port that is about processes. */
export type SetupCommands = Pick<
  PreparationRunner,
  'isBegun' | 'run' | 'stop' | 'output' | 'endAll' | 'threads' | 'forget' | 'detach'
>

const graceMs = 3_000

/**
 * @param folder where their folders lie.
 * @param environment what every command sees.
 */
export function openSetupCommands(
  holder: Holder,
  folder: string,
  environment: Record<string, string>,
  log: Log,
): SetupCommands {
  const dirOf = ({ threadId, key }: SetupId) => join(folder, threadId, key)
  const ends = openEnds(holder)
  const limit = openOutputLimit(folder, log)
  return {
    isBegun: async (id) => (await holder.status(dirOf(id))).kind !== 'unbegun',
    async run(ask) {
      const dir = dirOf(ask)
      const before = await holder.status(dir)
      if (ends.detached()) return { kind: 'detached' }
      if (before.kind === 'live') return limit.during(dir, ends.of(dir))
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
      return limit.during(dir, ends.of(dir))
    },
    async stop(id) {
      await holder.end(dirOf(id), { graceMs, marker: markerOf(id) })
    },
    output: (id, from) => readOutput(dirOf(id), from),
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
    detach() {
      limit.close()
      ends.detach()
    },
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
export function shellOf(command: string): [string, ...string[]] {
  if (process.platform === 'win32')
    return [process.env['ComSpec'] ?? 'C:\\Windows\\System32\\cmd.exe', '/d', '/s', '/c', command]
  return ['/bin/sh', '-c', 'exec 2>&1; exec /bin/sh -c "$0"', command]
}

function endOf(status: Exclude<RunStatus, { kind: 'live' }>): SetupEnd {
  if (status.kind === 'ended') return { kind: 'exited', ...status.exit }
  return { kind: 'lost' }
}
