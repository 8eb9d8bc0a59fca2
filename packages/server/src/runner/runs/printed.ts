// What running calls print, from the files that the agent's program keeps below its scratch folder. Only the end of it
// is read, and no oftener than people can follow; nothing of it is logged before the call is over.
import type { ItemId, Printed, Signal, ToolOutput } from '@a-parallel/shared'
import { constants } from 'node:fs'
import { open, readdir, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunningOutput } from '../drivers/port.ts'

const lookEveryMs = 250
const shownBytes = 16 * 1024
const keptBytes = 64 * 1024

export interface PrintedFollower {
  /** These calls run now, and no others. */
  follow(running: readonly RunningOutput[]): void
  close(): void
}

interface Followed {
  file: string
  path: string | null
  size: number
}

export function followPrinted(scratch: string, tell: (news: Printed) => void): PrintedFollower {
  const followed = new Map<ItemId, Followed>()
  let clock: NodeJS.Timeout | undefined
  let looking = false
  const lookAt = async (itemId: ItemId, one: Followed) => {
    one.path ??= await findFile(scratch, one.file)
    const end = one.path === null ? null : await endOfFile(one.path, shownBytes, one.size)
    if (end === null || followed.get(itemId) !== one) return
    one.size = end.size
    tell({ itemId, output: end.output })
  }
  const look = async () => {
    if (looking) return
    looking = true
    for (const [itemId, one] of followed) await lookAt(itemId, one)
    looking = false
  }
  const close = () => {
    clearInterval(clock)
    clock = undefined
    followed.clear()
  }
  return {
    follow(running) {
      if (running.length === 0) return close()
      const ids = new Set(running.map(({ itemId }) => itemId))
      for (const itemId of followed.keys()) if (!ids.has(itemId)) followed.delete(itemId)
      for (const { itemId, file } of running)
        if (!followed.has(itemId)) followed.set(itemId, { file, path: null, size: 0 })
      clock ??= setInterval(() => void look(), lookEveryMs).unref()
    },
    close,
  }
}

/** What a call that is over has printed, put in place of what the agent tells of it. Where its file is gone, that stays. */
export function withOutput(scratch: string, signal: Signal): Promise<void>[] {
  if (signal.type !== 'item-completed' || signal.printedIn === undefined) return []
  const { item, printedIn } = signal
  if (item.kind !== 'tool-call') return []
  const look = async () => {
    const path = await findFile(scratch, printedIn)
    const end = path === null ? null : await endOfFile(path, keptBytes, 0)
    if (end) item.output = end.output
  }
  return [look()]
}

/** The program makes folders of its own on the way there. */
async function findFile(scratch: string, file: string): Promise<string | null> {
  // Nothing was printed yet, or the run is older than its scratch folder.
  const all = await readdir(scratch, { recursive: true }).catch(() => [])
  const found = all.find((path) => path.endsWith(`/${file}`))
  return found === undefined ? null : join(scratch, found)
}

/** The end of a file that has grown beyond `known` bytes; null when it has not. */
async function endOfFile(
  path: string,
  most: number,
  known: number,
): Promise<{ size: number; output: ToolOutput } | null> {
  // What the agent runs may have put a link or a pipe in its place: the one is not followed, the other not waited for.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
  const handle = await open(path, flags).catch(() => null)
  if (!handle) return null
  try {
    return await readEnd(handle, most, known)
  } catch {
    return null // It is told again with its next growth, and whole with the call's end.
  } finally {
    await handle.close()
  }
}

async function readEnd(handle: FileHandle, most: number, known: number) {
  const stat = await handle.stat()
  if (!stat.isFile() || stat.size <= known) return null
  const length = Math.min(stat.size, most)
  const { buffer, bytesRead } = await handle.read(
    Buffer.alloc(length),
    0,
    length,
    stat.size - length,
  )
  const omittedBytes = stat.size - length
  const text = buffer.subarray(0, bytesRead).toString('utf8')
  // What was cut in the middle of a line, or of a character, begins with the next line.
  const whole = omittedBytes > 0 ? text.slice(text.indexOf('\n') + 1) : text
  return { size: stat.size, output: { text: whole, omittedBytes } }
}
