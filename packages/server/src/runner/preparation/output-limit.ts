// Keeps what setup commands print from filling the disk: those that run are looked at each second, and once a minute also
// what earlier ones left running.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Log } from '../../platform/log.ts'
import { ifThere } from '../git/worktrees/if-there.ts'
import { cutOutput } from './output.ts'

export interface OutputLimit {
  /** Looks after a command's folder until `ended`. */
  during<T>(dir: string, ended: Promise<T>): Promise<T>
  close(): void
}

const everyMs = 1_000
const allEvery = 60

/** @param folder where the folders of threads lie, and in each those of its commands. */
export function openOutputLimit(folder: string, log: Log): OutputLimit {
  const running = new Set<string>()
  const failed = (cause: unknown) =>
    log.warn({ err: cause }, 'what a command prints was not shortened')
  let looks = 0
  let isLooking = false
  const look = async () => {
    looks += 1
    const dirs = looks % allEvery === 0 ? await allIn(folder) : [...running]
    for (const dir of dirs) await cutOutput(dir).catch(failed)
  }
  const timer = setInterval(() => {
    if (isLooking) return
    isLooking = true
    look()
      .catch(failed)
      .finally(() => {
        isLooking = false
      })
  }, everyMs).unref()
  return {
    async during(dir, ended) {
      running.add(dir)
      try {
        return await ended
      } finally {
        running.delete(dir)
      }
    },
    close: () => clearInterval(timer),
  }
}

async function allIn(folder: string): Promise<string[]> {
  const found: string[] = []
  for (const thread of (await ifThere(readdir(folder))) ?? []) {
    const keys = (await ifThere(readdir(join(folder, thread)))) ?? []
    found.push(...keys.map((key) => join(folder, thread, key)))
  }
  return found
}
