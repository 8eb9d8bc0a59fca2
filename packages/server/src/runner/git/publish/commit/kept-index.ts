// The index as it was, to be put back when a commit does not come about: hooks may have staged something meanwhile.
import { copyFile, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { join } from 'node:path'
import { ifThere } from '../../worktrees/if-there.ts'

export interface KeptIndex {
  /** @throws when another git holds the index for long; the copy stays then. */
  putBack(): Promise<void>
  forget(): Promise<void>
}

const attempts = 40
const pauseMs = 50

/** @param gitDir the checkout's own directory in the repository. */
export async function keepIndex(gitDir: string): Promise<KeptIndex> {
  const index = join(gitDir, 'index')
  const copy = join(gitDir, 'a-parallel-index')
  const was = await ifThere(readFile(index))
  if (was === null) await rm(copy, { force: true })
  else await copyFile(index, copy)
  const forget = () => rm(copy, { force: true })
  return {
    forget,
    async putBack() {
      const now = await ifThere(readFile(index))
      if (was === null ? now !== null : now === null || !now.equals(was)) await replace(index, was)
      await forget()
    },
  }
}

/** As git does it: under its lock, and in one step. */
async function replace(index: string, was: Buffer | null): Promise<void> {
  const lock = `${index}.lock`
  for (let attempt = 1; ; attempt += 1) {
    try {
      await writeFile(lock, was ?? '', { flag: 'wx' })
      break
    } catch (cause) {
      // fs throws errno errors only.
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST' || attempt === attempts) throw cause
      await wait(pauseMs)
    }
  }
  if (was !== null) return rename(lock, index)
  await rm(index, { force: true })
  await rm(lock, { force: true })
}
