// How much memory and disk another agent would find free on this machine. Reads only.
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { freemem, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Free } from '../port.ts'

const run = promisify(execFile)

/** The text of a file of the kernel, which no disk is waited for; null when it is not there. */
export type ReadText = (path: string) => string | null

const readText: ReadText = (path) => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null // Groups differ in what they have.
  }
}

/** @param folder lies on the file system in question. */
export async function readFree(folder: string): Promise<Free> {
  const [memoryBytes, disk] = await Promise.all([freeMemory(), statfs(folder)])
  return { memoryBytes, diskBytes: disk.bavail * disk.bsize }
}

/** The least of it on the file systems of these folders; one that is not there now does not count. */
export async function readLeastFree([first = '/', ...others]: readonly string[]): Promise<Free> {
  const [free, ...more] = await Promise.all([
    readFree(first),
    ...others.map((folder) => statfs(folder).catch(() => null)),
  ])
  const disks = more.flatMap((disk) => (disk === null ? [] : [disk.bavail * disk.bsize]))
  return { ...free, diskBytes: Math.min(free.diskBytes, ...disks) }
}

async function freeMemory(): Promise<number> {
  if (process.platform === 'linux') return linuxFree(readText) ?? freemem()
  if (process.platform === 'darwin') return (await macFree()) ?? freemem()
  return freemem()
}

/**
 * macOS counts as free only what nobody uses for anything, which is next to nothing on a healthy machine. The level is
 * what its kernel itself goes by: the share, in percent, that it could hand out.
 */
async function macFree(): Promise<number | null> {
  const level = await run('/usr/sbin/sysctl', ['-n', 'kern.memorystatus_level'])
  const percent = Number.parseInt(level.stdout, 10)
  return Number.isNaN(percent) ? null : (totalmem() * percent) / 100
}

/** What the kernel could hand out, or what our control group still may take where that is less. */
export function linuxFree(read: ReadText): number | null {
  const available = /^MemAvailable:\s+(\d+) kB$/m.exec(read('/proc/meminfo') ?? '')?.[1]
  if (available === undefined) return null
  const rooms = groupFolders(read).map((group) => groupFree(read, group))
  return Math.min(Number(available) * 1024, ...rooms)
}

interface Group {
  folder: string
  limit: string
  usage: string
  /** Of `memory.stat`: files of its own that may be dropped at any time. */
  droppable: string
}

const mount = '/sys/fs/cgroup'
const v2 = { limit: 'memory.max', usage: 'memory.current', droppable: 'inactive_file' }
const v1 = {
  limit: 'memory.limit_in_bytes',
  usage: 'memory.usage_in_bytes',
  droppable: 'total_inactive_file',
}

/** Our control group with those above it: each may set a limit. In a container the path names folders outside of it. */
function groupFolders(read: ReadText): Group[] {
  const lines = (read('/proc/self/cgroup') ?? '').split('\n')
  return lines.flatMap((line) => {
    const [, controllers, path] = /^\d+:([^:]*):(\/.*)$/.exec(line) ?? []
    if (path === undefined) return []
    if (controllers === '') return upwards(path).map((at) => ({ folder: join(mount, at), ...v2 }))
    if (!controllers?.split(',').includes('memory')) return []
    return upwards(path).map((at) => ({ folder: join(mount, 'memory', at), ...v1 }))
  })
}

function upwards(path: string): string[] {
  return path === '/' ? [path] : [path, ...upwards(dirname(path))]
}

/** Infinity without a limit: v2 says `max`, v1 a number beyond every machine. */
function groupFree(read: ReadText, { folder, limit, usage, droppable }: Group): number {
  const most = Number.parseInt(read(join(folder, limit)) ?? '', 10)
  if (Number.isNaN(most)) return Infinity
  const used = Number.parseInt(read(join(folder, usage)) ?? '', 10)
  if (Number.isNaN(used)) return Infinity
  const stat = read(join(folder, 'memory.stat')) ?? ''
  const files = new RegExp(`^${droppable} (\\d+)$`, 'm').exec(stat)?.[1] ?? '0'
  return Math.max(0, most - used + Number(files))
}
