// What is written down about one run of a dev server before it begins, in its holder's folder: enough for a later server
// to know whose it is.
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DevServer, OwnerId, ThreadId } from '@a-parallel/contract/nouns'
import type { Instant } from '@a-parallel/shared'
import { z } from 'zod'
import { ifThere, readText } from '../git/worktrees/if-there.ts'
import type { Holder } from '../holder/port.ts'
import { statePath, writeWhole } from '../holder/record.ts'

const DevServerRecord = DevServer.pick({
  name: true,
  command: true,
  key: true,
  startedAt: true,
  port: true,
}).extend({
  owner: OwnerId,
  threadId: ThreadId,
  /** Somebody asked for its end. */
  stopped: z.boolean(),
})
export type DevServerRecord = z.infer<typeof DevServerRecord>

const fileOf = (dir: string) => join(dir, 'dev-server.json')

/** @param dir is there. */
export function writeRecord(dir: string, record: DevServerRecord): Promise<void> {
  return writeWhole(fileOf(dir), `${JSON.stringify(record)}\n`)
}

/** Null when there is none that can be read: then nothing was begun. */
export async function readRecord(dir: string): Promise<DevServerRecord | null> {
  const text = await readText(fileOf(dir))
  return text === null ? null : DevServerRecord.parse(JSON.parse(text))
}

/** How it stands by what its folder holds; where it listens is not among that. */
export async function standing(
  holder: Holder,
  dir: string,
  { owner: _owner, threadId: _threadId, stopped, ...what }: DevServerRecord,
): Promise<DevServer> {
  const status = await holder.status(dir)
  const over = { ...what, endedAt: await endOf(dir), code: null, signal: null, listens: [] }
  if (status.kind === 'live') return { ...over, endedAt: null, state: 'running' }
  if (status.kind !== 'ended') return { ...over, state: stopped ? 'stopped' : 'lost' }
  return { ...over, ...status.exit, state: stopped ? 'stopped' : 'ended' }
}

/** When its end was written down; null where nobody did. */
async function endOf(dir: string): Promise<Instant | null> {
  const written = await ifThere(stat(statePath(dir, 'exit')))
  return written ? written.mtime.toISOString() : null
}

/** The folders of all runs, by thread. */
export async function foldersIn(folder: string): Promise<{ threadId: ThreadId; dirs: string[] }[]> {
  const found = []
  // Each folder bears its thread's id.
  for (const threadId of ((await ifThere(readdir(folder))) ?? []) as ThreadId[]) {
    const keys = (await ifThere(readdir(join(folder, threadId)))) ?? []
    found.push({ threadId, dirs: keys.map((key) => join(folder, threadId, key)) })
  }
  return found
}
