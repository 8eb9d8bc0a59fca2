// Ends everything of a run: what carries its marker, what descends from it, and (when asked) what works in its
// worktree. An agent's shell commands live in sessions of their own, so a process group is not enough. A cgroup would
// also catch what drops its environment, but needs a delegated one (systemd, root), which most machines do not give;
// descendants seen and the working directory take its place.
// Must never end this server, those who started it, its own git commands, or anything of another user.
import { execFile } from 'node:child_process'
import { realpath } from 'node:fs/promises'
import { sep } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { isAlive, type ProcessIdentity } from './identity.ts'
import { readProcesses, readProcessesWithCwd, type ProcessRow } from './table.ts'

/** Whatever carries this variable belongs to a dev server: it works in a worktree, and is ended by its own mark alone. */
export const devServerName = 'A_PARALLEL_DEV_SERVER'

export interface KillAsk {
  /** `NAME=value` in the environment of everything that belongs to the run. */
  marker?: string
  /** Processes known to belong to it; their descendants belong too, also when the parent is gone by then. */
  roots?: readonly ProcessIdentity[]
  /** Ends everything whose working directory is this directory or inside it, but dev servers. */
  cwdInside?: string
  /** Not ended, though they match. */
  spare?: readonly ProcessIdentity[]
  /** Milliseconds between SIGTERM and SIGKILL. 0 kills at once. */
  graceMs: number
}

export interface KillReport {
  ended: ProcessIdentity[]
  /** Still alive after SIGKILL, as a process stuck in the kernel is. */
  survived: ProcessIdentity[]
}

const killMs = 5_000

/** Ends all of it: SIGTERM, then SIGKILL after the grace, again and again until no new one appears. */
export async function killTree(ask: KillAsk): Promise<KillReport> {
  if (process.platform === 'win32') return killOnWindows(ask)
  const { cwdInside } = ask
  // A directory that is already gone still names those who work in it.
  const real = cwdInside && (await realpath(cwdInside).catch(() => cwdInside))
  const hunt = { ...ask, cwdInside: real }
  const seen = new Map<string, ProcessIdentity>()
  if (ask.graceMs > 0 && (await round(hunt, seen, 'SIGTERM', ask.graceMs))) return report(seen)
  await round(hunt, seen, 'SIGKILL', killMs)
  return report(seen)
}

/** Everything that belongs to the run at this moment. */
export async function findTree(ask: Omit<KillAsk, 'graceMs'>): Promise<ProcessIdentity[]> {
  return find(ask, new Map())
}

/** Signals all that is found until nothing is, or the time is over. True when nothing is left. */
async function round(
  ask: Omit<KillAsk, 'graceMs'>,
  seen: Map<string, ProcessIdentity>,
  signal: NodeJS.Signals,
  ms: number,
): Promise<boolean> {
  const told = new Set<string>()
  const until = performance.now() + ms
  for (let pause = 5; ; pause = Math.min(pause * 2, 100)) {
    const found = await find(ask, seen)
    if (found.length === 0) return true
    for (const identity of found) {
      seen.set(keyOf(identity), identity)
      if (told.has(keyOf(identity))) continue
      told.add(keyOf(identity))
      await signalProcess(identity, signal)
    }
    if (performance.now() > until) return false
    await wait(pause)
  }
}

async function find(
  ask: Omit<KillAsk, 'graceMs'>,
  seen: ReadonlyMap<string, ProcessIdentity>,
): Promise<ProcessIdentity[]> {
  const rows = await (ask.cwdInside === undefined ? readProcesses() : readProcessesWithCwd())
  return selectTree(rows, ask, seen, process.pid)
}

/** Which of the processes belong to the run. Pure. */
export function selectTree(
  rows: readonly ProcessRow[],
  ask: Omit<KillAsk, 'graceMs'>,
  seen: ReadonlyMap<string, ProcessIdentity>,
  self: number,
): ProcessIdentity[] {
  const children = byParent(rows)
  const byPid = new Map(rows.map((row) => [row.identity.pid, row]))
  const kept = new Set((ask.spare ?? []).map(keyOf))
  const roots = new Set((ask.roots ?? []).map(keyOf))
  for (let row = byPid.get(self); row; row = byPid.get(row.parent)) {
    if (kept.has(keyOf(row.identity))) break
    kept.add(keyOf(row.identity))
  }
  const ours = new Set<number>()
  collect(self, children, ours)
  const served = familiesOf(
    rows.filter((row) => isDevServer(row) && !kept.has(keyOf(row.identity))),
    byPid,
    children,
  )
  const chosen = new Map<number, ProcessIdentity>()
  const choose = (row: ProcessRow): void => {
    const { identity } = row
    if (kept.has(keyOf(identity)) || chosen.has(identity.pid)) return
    chosen.set(identity.pid, identity)
    for (const child of children.get(identity.pid) ?? []) choose(child)
  }
  for (const row of rows) {
    const { pid } = row.identity
    const works = isInside(row.cwd, ask.cwdInside) && !ours.has(pid) && !served.has(pid)
    const key = keyOf(row.identity)
    if (carries(row, ask.marker) || works || roots.has(key) || seen.has(key)) choose(row)
  }
  return [...chosen.values()]
}

function carries({ environment }: ProcessRow, marker: string | undefined): boolean {
  return marker !== undefined && environment.includes(`\0${marker}\0`)
}

function isDevServer({ environment }: ProcessRow): boolean {
  return environment.includes(`\0${devServerName}=`)
}

/**
 * Dev servers with what they started and what holds them, also where that shows no mark: runners of tasks hand on only the
 * variables that they know, and macOS shows none of its own programs.
 */
function familiesOf(
  servers: readonly ProcessRow[],
  byPid: ReadonlyMap<number, ProcessRow>,
  children: Map<number, ProcessRow[]>,
): ReadonlySet<number> {
  const below = new Set<number>()
  const above = new Set<number>()
  for (const { identity, parent } of servers) {
    below.add(identity.pid)
    collect(identity.pid, children, below)
    for (let row = byPid.get(parent); row && !above.has(row.identity.pid);) {
      above.add(row.identity.pid)
      row = byPid.get(row.parent)
    }
  }
  return new Set([...below, ...above])
}

function byParent(rows: readonly ProcessRow[]): Map<number, ProcessRow[]> {
  const children = new Map<number, ProcessRow[]>()
  for (const row of rows) {
    const siblings = children.get(row.parent)
    if (siblings) siblings.push(row)
    else children.set(row.parent, [row])
  }
  return children
}

function collect(pid: number, children: Map<number, ProcessRow[]>, into: Set<number>): void {
  for (const child of children.get(pid) ?? []) {
    if (into.has(child.identity.pid)) continue
    into.add(child.identity.pid)
    collect(child.identity.pid, children, into)
  }
}

function isInside(cwd: string | null, directory: string | undefined): boolean {
  if (cwd === null || directory === undefined) return false
  // Linux shows a working directory that was removed as `<path> (deleted)`.
  const path = cwd.endsWith(' (deleted)') ? cwd.slice(0, -' (deleted)'.length) : cwd
  return (
    path === directory || path.startsWith(directory.endsWith(sep) ? directory : directory + sep)
  )
}

async function report(seen: ReadonlyMap<string, ProcessIdentity>): Promise<KillReport> {
  const ended: ProcessIdentity[] = []
  const survived: ProcessIdentity[] = []
  for (const identity of seen.values())
    ((await isAlive(identity)) ? survived : ended).push(identity)
  return { ended, survived }
}

/** Signals this very process, never one that took its pid. False when it is gone. */
export async function signalProcess(
  identity: ProcessIdentity,
  signal: NodeJS.Signals,
): Promise<boolean> {
  if (!(await isAlive(identity))) return false
  try {
    return process.kill(identity.pid, signal)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ESRCH') return false // Node's kill throws errno errors only.
    throw cause
  }
}

/** Windows knows no marker that can be read from outside: the tree below the roots is all there is. */
async function killOnWindows(ask: KillAsk): Promise<KillReport> {
  const roots = new Map((ask.roots ?? []).map((root) => [keyOf(root), root]))
  for (const root of roots.values()) {
    if (!(await isAlive(root))) continue
    // taskkill fails when the process is already gone; the report says what is left.
    await promisify(execFile)('taskkill', ['/T', '/F', '/PID', String(root.pid)]).catch(() => null)
  }
  return report(roots)
}

function keyOf(identity: ProcessIdentity): string {
  return `${identity.pid} ${identity.start} ${identity.boot}`
}
