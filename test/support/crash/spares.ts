// What is written down of spares, and whether they wait already.
import { DatabaseSync } from '@photostructure/sqlite'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

export interface SpareNote {
  runId: string
  path: string
  branch: string
  commit: string | null
  checkpoint: string | null
}

export function spareNote(home: string, threadId: string): SpareNote | null {
  try {
    const text = readFileSync(join(home, 'spares', `${threadId}.json`), 'utf8')
    return JSON.parse(text) as SpareNote // As the server writes it.
  } catch (cause) {
    // It may go between any look and the next.
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null // What fs throws.
    throw cause
  }
}

/** Ids of the threads that are written and have a spare. */
export function sparedThreads(home: string): string[] {
  return readdirSync(join(home, 'spares')).flatMap((name) => /^(.*)\.json$/.exec(name)?.[1] ?? [])
}

/** Waits until its agent has answered the greeting. */
export function untilSpare(
  home: string,
  threadId: string,
  fits: (note: SpareNote) => boolean = () => true,
): Promise<SpareNote> {
  return until(() => {
    const note = spareNote(home, threadId)
    return note && fits(note) && hasAnswered(home, note) ? note : null
  })
}

export async function untilNoSpare(home: string, threadId: string): Promise<void> {
  await until(() => (spareNote(home, threadId) ? null : true))
}

/** Ids of the threads that hold ports, whether they are there or not. */
export function portHolders(home: string): string[] {
  const database = new DatabaseSync(join(home, 'data.db'), { readOnly: true, timeout: 5000 })
  try {
    return database
      .prepare('select thread_id from port_holds order by thread_id')
      .all()
      .map((row) => String((row as { thread_id: unknown }).thread_id)) // The one column.
  } finally {
    database.close()
  }
}

function hasAnswered(home: string, { runId }: SpareNote): boolean {
  const journal = join(home, 'runs', runId, 'out.ndjson')
  return existsSync(journal) && statSync(journal).size > 0
}

async function until<T>(look: () => T | null): Promise<T> {
  const deadline = Date.now() + 60_000
  for (;;) {
    const found = look()
    if (found !== null) return found
    if (Date.now() > deadline) throw new Error('not in time')
    await wait(40)
  }
}
