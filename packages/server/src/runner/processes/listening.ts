// Which ports processes listen on, and who listens on one: read from the system, of our own user's processes alone. Reads
// only.
import { execFile } from 'node:child_process'
import { readdir, readlink } from 'node:fs/promises'
import { promisify } from 'node:util'
import { readIfThere } from './identity.ts'
import { readProcesses } from './table.ts'

const run = promisify(execFile)

/** Without those that are not reached at localhost; in their order, each once. */
export async function portsOf(pids: readonly number[]): Promise<number[]> {
  if (pids.length === 0) return []
  if (process.platform === 'linux') return portsOnLinux(pids)
  if (process.platform === 'darwin') return portsOnMac(pids)
  return []
}

/** Null: nobody is seen to listen there; it may be another user's. */
export async function listenerOn(port: number): Promise<{ pid: number; program: string } | null> {
  if (process.platform === 'darwin') return listenerOnMac(port)
  if (process.platform !== 'linux') return null
  const sockets = new Set(
    (await listeningSockets()).filter((one) => one.port === port).map(({ inode }) => inode),
  )
  if (sockets.size === 0) return null
  for (const { identity } of await readProcesses()) {
    const held = await socketsOf(identity.pid)
    if (!held.some((inode) => sockets.has(inode))) continue
    const name = (await readIfThere(`/proc/${identity.pid}/comm`)) ?? ''
    return { pid: identity.pid, program: name.trim() }
  }
  return null
}

export interface ListeningSocket {
  inode: string
  port: number
}

async function portsOnLinux(pids: readonly number[]): Promise<number[]> {
  const sockets = await listeningSockets()
  if (sockets.length === 0) return []
  const held = new Set((await Promise.all(pids.map(socketsOf))).flat())
  return sorted(sockets.filter(({ inode }) => held.has(inode)).map(({ port }) => port))
}

async function listeningSockets(): Promise<ListeningSocket[]> {
  const tables = await Promise.all(['tcp', 'tcp6'].map((name) => readIfThere(`/proc/net/${name}`)))
  return tables.flatMap((table) => parseSockets(table ?? ''))
}

const listens = '0A'

/**
 * Reads `/proc/net/tcp` and `/proc/net/tcp6`: `sl local rem st … inode`, addresses as hexadecimal words in the machine's
 * order, ports as hexadecimal numbers.
 */
export function parseSockets(table: string): ListeningSocket[] {
  return table.split('\n').flatMap((line) => {
    const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/)
    const [address = '', port = ''] = local.split(':')
    if (state !== listens || !isLocal(address)) return []
    return [{ inode, port: Number.parseInt(port, 16) }]
  })
}

/**
 * All addresses, or what `localhost` stands for (127.0.0.1, ::1, and the former written as IPv6). At another address of
 * loopback it would lead to whoever has the port there.
 */
function isLocal(address: string): boolean {
  if (/^0+$/.test(address)) return true
  if (address.length === 8) return address === '0100007F'
  return address === `${'0'.repeat(24)}01000000` || address === `${'0'.repeat(16)}FFFF00000100007F`
}

async function socketsOf(pid: number): Promise<string[]> {
  const folder = `/proc/${pid}/fd`
  // It may have ended, or be another's.
  const names = await readdir(folder).catch(() => [])
  const links = await Promise.all(
    names.map((name) => readlink(`${folder}/${name}`).catch(() => '')),
  )
  return links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? [])
}

async function portsOnMac(pids: readonly number[]): Promise<number[]> {
  return sorted(
    parseLsof(await lsof(['-a', '-p', pids.join(','), '-iTCP'])).map(({ port }) => port),
  )
}

async function listenerOnMac(port: number): Promise<{ pid: number; program: string } | null> {
  const [first] = parseLsof(await lsof([`-iTCP:${port}`]))
  return first ? { pid: first.pid, program: first.program } : null
}

/** It exits 1 where nothing was found. */
async function lsof(what: readonly string[]): Promise<string> {
  const { stdout } = await run('/usr/sbin/lsof', [...what, '-sTCP:LISTEN', '-nP', '-Fpcn']).catch(
    (cause: { stdout?: string }) => ({ stdout: cause.stdout ?? '' }),
  )
  return stdout
}

/** `lsof -Fpcn` gives lines `p501`, `cnode`, `f23`, `n*:3000` or `n127.0.0.1:3000` or `n[::1]:3000`. */
export function parseLsof(text: string): { pid: number; program: string; port: number }[] {
  const found = []
  let [pid, program] = [0, '']
  for (const line of text.split('\n')) {
    if (line.startsWith('p')) pid = Number(line.slice(1))
    else if (line.startsWith('c')) program = line.slice(1)
    const port = /^n(?:\*|127\.0\.0\.1|\[::1\]|\[::\]):(\d+)$/.exec(line)?.[1]
    if (port !== undefined) found.push({ pid, program, port: Number(port) })
  }
  return found
}

function sorted(ports: readonly number[]): number[] {
  return [...new Set(ports)].toSorted((one, other) => one - other)
}
