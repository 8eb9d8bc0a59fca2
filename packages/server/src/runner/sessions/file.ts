// Opens a session's file to be read: a plain file of this user's, never through a link.
import type { SessionFault } from '@a-parallel/shared'
import { constants, type Stats } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'

export type Opened =
  | { kind: 'open'; file: FileHandle; stats: Stats }
  | { kind: 'refused'; why: Exclude<SessionFault, 'no-session'> }
  | { kind: 'gone' }

/** Whoever opens a FIFO waits for who writes into it, but for this. */
const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

const linked = new Set<string | undefined>(['ELOOP', 'EMLINK'])
const absent = new Set<string | undefined>(['ENOENT', 'ENOTDIR'])
const denied = new Set<string | undefined>(['EACCES', 'EPERM', 'ENXIO', 'EISDIR'])

/** To be closed by whoever asked. @throws when the machine is short of something. */
export async function openFile(path: string): Promise<Opened> {
  try {
    const file = await open(path, flags)
    const stats = await file.stat()
    const why = faultOf(stats)
    if (why === null) return { kind: 'open', file, stats }
    await file.close()
    return { kind: 'refused', why }
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException // fs throws nothing but errors with a code.
    if (absent.has(code)) return { kind: 'gone' }
    if (linked.has(code)) return { kind: 'refused', why: 'link' }
    if (denied.has(code)) return { kind: 'refused', why: 'unreadable' }
    throw cause
  }
}

function faultOf(stats: Stats): 'special' | 'foreign' | null {
  if (!stats.isFile()) return 'special'
  const user = process.getuid?.()
  return user !== undefined && stats.uid !== user ? 'foreign' : null
}

/** At most so many bytes from a place on. */
export async function readAt(file: FileHandle, at: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(bytes)
  let read = 0
  while (read < bytes) {
    const { bytesRead } = await file.read(buffer, read, bytes - read, at + read)
    if (bytesRead === 0) break
    read += bytesRead
  }
  return buffer.subarray(0, read)
}

/** The whole text of a small file; null where it is none. */
export async function readSmall(path: string, most: number): Promise<string | null> {
  const opened = await openFile(path)
  if (opened.kind !== 'open') return null
  try {
    if (opened.stats.size > most) return null
    return (await readAt(opened.file, 0, opened.stats.size)).toString('utf8')
  } finally {
    await opened.file.close()
  }
}
