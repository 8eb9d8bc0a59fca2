// Which sessions are held by a program that runs now: each notes itself in a file, and takes it away when it ends in order.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { SessionCodec } from '../drivers/sessions-port.ts'
import { ifThere } from '../git/worktrees/if-there.ts'
import { identify } from '../processes/identity.ts'
import { readSmall } from './file.ts'

const mostNotes = 500
const mostBytes = 64 * 1024

export async function runningSessions(codec: SessionCodec, folder: string): Promise<Set<string>> {
  const names = (await ifThere(readdir(folder)).catch(() => null)) ?? []
  const notes = names.filter((name) => /^\d+\.json$/.test(name)).slice(0, mostNotes)
  const open = new Set<string>()
  await Promise.all(
    notes.map(async (name) => {
      const text = await readSmall(join(folder, name), mostBytes)
      const note = text === null ? null : codec.running(text)
      if (note && (await isThat(note))) open.add(note.sessionId)
    }),
  )
  return open
}

/** A killed program leaves its note, and another may have its pid by now. */
async function isThat({ pid, start }: { pid: number; start: string | null }): Promise<boolean> {
  const found = await identify(pid)
  if (!found) return false
  return process.platform !== 'linux' || start === null || start === found.start
}
