// Who a process is: pid, start time and boot, so that a reused pid is never taken for the process it once was.
// Must never signal anything.
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { z } from 'zod'

const run = promisify(execFile)

export const ProcessIdentity = z.object({
  pid: z.number(),
  /**
   * Linux: clock ticks since boot (`/proc/<pid>/stat`, field 22). macOS: `ps -o lstart=`. Windows: the creation time, in
   * units of 100 ns since 1601.
   */
  start: z.string(),
  /** Changes with each boot of the machine. Empty where there is none. */
  boot: z.string(),
})
export type ProcessIdentity = z.infer<typeof ProcessIdentity>

/** What one line of `/proc/<pid>/stat` says. */
export interface ProcessStat {
  parent: number
  start: string
  /** A zombie is dead: it waits only to be reaped, and in a container perhaps for ever. */
  dead: boolean
}

/** Reads `/proc/<pid>/stat`; the name in parentheses may hold spaces and parentheses itself. */
export function parseStat(stat: string): ProcessStat | null {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state, parent] = fields
  const start = fields[19]
  if (state === undefined || parent === undefined || start === undefined) return null
  return { parent: Number(parent), start, dead: state === 'Z' || state === 'X' }
}

/** A machine or process that is short of something: nothing is told about the file. */
const shortages = new Set(['EMFILE', 'ENFILE', 'ENOMEM', 'EIO'])

/**
 * The content of a file, or null when it is not there (a process that went away) or not ours to read.
 * @throws when nothing can be told now: whoever took that for "not there" would take a living agent for lost.
 */
export async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException // fs throws errno errors only.
    if (code !== undefined && shortages.has(code)) throw cause
    return null
  }
}

const bootReaders: Partial<Record<NodeJS.Platform, () => Promise<string>>> = {
  linux: async () => (await readIfThere('/proc/sys/kernel/random/boot_id'))?.trim() ?? '',
  darwin: async () => (await run('/usr/sbin/sysctl', ['-n', 'kern.bootsessionuuid'])).stdout.trim(),
}
let boot: Promise<string> | undefined

/** The id of this boot of the machine; read once. */
export function bootId(): Promise<string> {
  boot ??= bootReaders[process.platform]?.() ?? Promise.resolve('')
  return boot
}

/** The identity of a running process, or null when there is none with this pid (a zombie is none). */
export async function identify(pid: number): Promise<ProcessIdentity | null> {
  if (!Number.isSafeInteger(pid) || pid <= 0) return null
  if (process.platform === 'linux') {
    const stat = parseStat((await readIfThere(`/proc/${pid}/stat`)) ?? '')
    return stat && !stat.dead ? { pid, start: stat.start, boot: await bootId() } : null
  }
  if (process.platform === 'darwin') {
    const said = await run('/bin/ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
      env: { LC_ALL: 'C' },
    }).catch(() => null)
    const [, state, start] = /^(\S+)\s+(.*\S)\s*$/.exec(said?.stdout.trim() ?? '') ?? []
    if (state === undefined || start === undefined || state.startsWith('Z')) return null
    return { pid, start, boot: await bootId() }
  }
  return process.platform === 'win32' ? identifyOnWindows(pid) : null
}

/** Costs the start of a PowerShell, so nothing may ask for it again and again. Never run by us: we have no Windows. */
async function identifyOnWindows(pid: number): Promise<ProcessIdentity | null> {
  const ask = `(Get-Process -Id ${pid} -ErrorAction Stop).StartTime.ToFileTimeUtc()`
  const said = await run('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', ask], {
    windowsHide: true,
  }).catch(() => null)
  const start = said?.stdout.trim() ?? ''
  return /^\d+$/.test(start) ? { pid, start, boot: '' } : null
}

/** Whether this very process still runs. */
export async function isAlive(identity: ProcessIdentity): Promise<boolean> {
  const now = await identify(identity.pid)
  return now !== null && now.start === identity.start && now.boot === identity.boot
}
