// Ends the server of a data directory, and on demand its agents too. Signals nobody but the process that holds the
// directory's lock; ends agents only when it holds that lock itself.
import { setTimeout as wait } from 'node:timers/promises'
import type { Config } from './config.ts'
import { openHome } from './home/home.ts'
import { isHeld, lockHome, readHolder, type LockHolder } from './home/lock.ts'
import { identify, isAlive } from './runner/processes/identity.ts'
import { signalProcess } from './runner/processes/kill-tree.ts'
import { openInside } from './inside.ts'
import type { StoppedAll } from './threads/index.ts'

/** `none`: no server ran. `stuck`: it lives, and does not end. */
export type StoppedServer = { kind: 'none' | 'ended' | 'stuck'; pid: number | null }

const endMs = 20_000
const nameMs = 2_000
const lookEveryMs = 50

/** Asks the server to end, and waits until it has: its agents go on. */
export async function stopServer(root: string): Promise<StoppedServer> {
  if (!isHeld(root)) return { kind: 'none', pid: null }
  const holder = await liveHolder(root)
  const pid = holder?.pid ?? null
  if (!holder) return isHeld(root) ? { kind: 'stuck', pid } : { kind: 'none', pid }
  await signalProcess(holder, 'SIGTERM')
  return (await until(endMs, () => !isHeld(root))) ? { kind: 'ended', pid } : { kind: 'stuck', pid }
}

/** Ends all agents, where no server runs. */
export async function stopAgents(config: Config, env: NodeJS.ProcessEnv): Promise<StoppedAll> {
  const home = await openHome(config.home)
  const lock = lockHome(home.root, await identify(process.pid))
  try {
    const inside = openInside(config, env, home, lock, {
      onDamage: () => undefined,
      reopen: () => undefined,
      sealKeys: [],
    })
    try {
      return await inside.threads.stopAll()
    } finally {
      await inside.close()
    }
  } finally {
    lock.release()
  }
}

/** What the note says may be of an earlier server: the present one has not come to write its own yet. */
async function liveHolder(root: string): Promise<LockHolder | null> {
  let holder: LockHolder | null = null
  await until(nameMs, async () => {
    holder = readHolder(root)
    return (holder !== null && (await isAlive(holder))) || !isHeld(root)
  })
  return holder !== null && (await isAlive(holder)) ? holder : null
}

async function until(ms: number, good: () => boolean | Promise<boolean>): Promise<boolean> {
  const end = performance.now() + ms
  for (;;) {
    if (await good()) return true
    if (performance.now() > end) return false
    await wait(lookEveryMs)
  }
}
