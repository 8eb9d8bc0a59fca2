// The processes of this machine that belong to our user, with what a stop needs to know of each. Reads only. Many who
// ask at once share one reading: twenty agents that end together would else read all of /proc twenty times.
import { execFile } from 'node:child_process'
import { readdir, readlink, stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { bootId, parseStat, readIfThere, type ProcessIdentity } from './identity.ts'

const run = promisify(execFile)

export interface ProcessRow {
  identity: ProcessIdentity
  parent: number
  /** What it was started with, each `NAME=value` between two NUL characters. */
  environment: string
  /** Real path of the working directory; null when not asked for or not readable. */
  cwd: string | null
}

/** All living processes of our own user. Other users' processes are never listed, whoever we are. */
export const readProcesses = shared(() => readTable(false))

/** Likewise, with working directories: reading those costs as much again. */
export const readProcessesWithCwd = shared(() => readTable(true))

/**
 * One reading serves all who ask before it begins. Whoever asks while one is under way gets the next: it must not be
 * older than the question.
 */
export function shared<T>(read: () => Promise<T>): () => Promise<T> {
  let next: Promise<T> | null = null
  let before: Promise<unknown> = Promise.resolve()
  return () => {
    if (next) return next
    const mine = before.then(() => {
      next = null
      return read()
    })
    next = mine
    before = mine.catch(() => undefined)
    return mine
  }
}

async function readTable(withCwd: boolean): Promise<ProcessRow[]> {
  if (process.platform === 'linux') return readLinux(withCwd)
  if (process.platform === 'darwin') return readMac(withCwd)
  return []
}

const atOnce = 16

async function readLinux(withCwd: boolean): Promise<ProcessRow[]> {
  const user = process.getuid?.()
  const boot = await bootId()
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0)
  const rows: ProcessRow[] = []
  const readNext = async (): Promise<void> => {
    for (let pid = pids.pop(); pid !== undefined; pid = pids.pop()) {
      const row = await readOne(pid, user, boot, withCwd)
      if (row) rows.push(row)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, readNext))
  return rows
}

async function readOne(
  pid: number,
  user: number | undefined,
  boot: string,
  withCwd: boolean,
): Promise<ProcessRow | null> {
  const owner = await stat(`/proc/${pid}`).catch(() => null)
  if (owner?.uid !== user) return null
  const fields = parseStat((await readIfThere(`/proc/${pid}/stat`)) ?? '')
  if (!fields || fields.dead) return null
  return {
    identity: { pid, start: fields.start, boot },
    parent: fields.parent,
    environment: `\0${(await readIfThere(`/proc/${pid}/environ`)) ?? ''}`,
    cwd: withCwd ? await readlink(`/proc/${pid}/cwd`).catch(() => null) : null,
  }
}

async function readMac(withCwd: boolean): Promise<ProcessRow[]> {
  const user = String(process.getuid?.() ?? '')
  // -E appends the environment to the command; -ww keeps it whole.
  const [table, folders] = await Promise.all([
    run('/bin/ps', ['-E', '-ww', '-U', user, '-o', 'pid=,ppid=,stat=,lstart=,command='], {
      maxBuffer: 64 << 20,
      env: { LC_ALL: 'C' },
    }),
    // lsof exits 1 when one process could not be read, and still lists the others.
    withCwd
      ? run('/usr/sbin/lsof', ['-a', '-d', 'cwd', '-u', user, '-Fpn'], {
          maxBuffer: 64 << 20,
        }).catch((cause: { stdout?: string }) => ({ stdout: cause.stdout ?? '' }))
      : { stdout: '' },
  ])
  return parseMac(table.stdout, folders.stdout, await bootId())
}

/**
 * `ps -E -ww -o pid=,ppid=,stat=,lstart=,command=` gives `  501  1 S    Mon Nov  2 10:11:12 2026     node x.js A=b`;
 * `lsof -Fpn` gives lines `p501`, `fcwd`, `n/Users/me/code`.
 */
export function parseMac(table: string, folders: string, boot: string): ProcessRow[] {
  const cwds = new Map<number, string>()
  let pid = 0
  for (const line of folders.split('\n')) {
    if (line.startsWith('p')) pid = Number(line.slice(1))
    else if (line.startsWith('n')) cwds.set(pid, line.slice(1))
  }
  const rows: ProcessRow[] = []
  for (const line of table.split('\n')) {
    const match = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(\w+ \w+\s+\d+ [\d:]+ \d+)\s*(.*)$/.exec(line)
    if (!match || match[3]?.startsWith('Z')) continue
    const self = Number(match[1])
    rows.push({
      identity: { pid: self, start: match[4] ?? '', boot },
      parent: Number(match[2]),
      environment: ` ${match[5] ?? ''} `.replaceAll(' ', '\0'),
      cwd: cwds.get(self) ?? null,
    })
  }
  return rows
}
