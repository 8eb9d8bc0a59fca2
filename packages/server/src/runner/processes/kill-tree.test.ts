import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, describe, expect, it } from 'vitest'
import { identify, isAlive, parseStat, type ProcessIdentity } from './identity.ts'
import { devServerName, killTree, selectTree, signalProcess } from './kill-tree.ts'
import { parseMac, shared, type ProcessRow } from './table.ts'

const started: ChildProcess[] = []
const pids: number[] = []

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
  for (const pid of pids.splice(0)) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // Ended already, which is what the test is about.
    }
  }
})

/** Starts a shell script and gives the pids it prints, one a line, until it prints `ready`. */
async function startScript(
  script: string,
  options: { env?: Record<string, string>; cwd?: string } = {},
): Promise<ProcessIdentity[]> {
  const child = spawn('sh', ['-c', script], {
    cwd: options.cwd,
    env: { PATH: process.env['PATH'], ...options.env },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  started.push(child)
  const found: ProcessIdentity[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'ready') break
    const identity = await identify(Number(line))
    if (identity) found.push(identity)
    pids.push(Number(line))
  }
  return found
}

async function aliveOf(identities: ProcessIdentity[]): Promise<number> {
  const alive = await Promise.all(identities.map(isAlive))
  return alive.filter(Boolean).length
}

describe('identity', () => {
  it('tells a process from another that has its pid', async () => {
    const self = await identify(process.pid)
    expect(self).not.toBeNull()
    if (!self) return
    expect(await isAlive(self)).toBe(true)
    expect(await isAlive({ ...self, start: '1' })).toBe(false)
    expect(await isAlive({ ...self, boot: 'another' })).toBe(false)
  })

  it('counts a zombie as dead', async () => {
    // `exec sleep` never waits, so the child that ended stays a zombie.
    const [parent] = await startScript('sh -c "exit 0" & echo $$; echo ready; exec sleep 60')
    expect(parent).toBeDefined()
    const report = await killTree({ roots: parent ? [parent] : [], graceMs: 2000 })
    expect(report.survived).toEqual([])
  })

  it('reads a process name that holds parentheses', () => {
    const fields = ['S', '7', ...Array.from({ length: 17 }, () => '0'), '4242', '0']
    expect(parseStat(`12 (a) b (c)) ${fields.join(' ')}`)).toEqual({
      parent: 7,
      start: '4242',
      dead: false,
    })
    expect(parseStat('')).toBeNull()
  })
})

it('signals nobody who only has the pid of somebody else', async () => {
  const [bystander] = await startScript('echo $$; echo ready; exec sleep 67')
  expect(bystander).toBeDefined()
  if (!bystander) return
  // What an earlier process of this pid left in a record: another start, or another boot.
  const forged = [
    { ...bystander, start: '1' },
    { ...bystander, boot: 'before the last boot' },
  ]
  for (const roots of forged.map((one) => [one])) {
    expect(await signalProcess(roots[0]!, 'SIGKILL')).toBe(false)
    expect(await killTree({ roots, graceMs: 0 })).toEqual({ ended: [], survived: [] })
  }
  expect(await isAlive(bystander)).toBe(true)
})

describe('killTree', () => {
  it('finds what carries the marker in sessions of their own', async () => {
    const marker = `A_PARALLEL_TEST=${process.pid}-marker`
    const [name, value] = marker.split('=') as [string, string] // A marker is always NAME=value.
    const tree = await startScript(
      'setsid sleep 61 & echo $!; (setsid sh -c "sleep 62 & echo \\$!; echo \\$\\$; wait" &) ; sleep 0.3; echo $$; echo ready; sleep 63',
      { env: { [name]: value } },
    )
    expect(tree.length).toBe(4)
    const report = await killTree({ marker, graceMs: 2000 })
    expect(report.survived).toEqual([])
    expect(report.ended.length).toBeGreaterThanOrEqual(4)
    expect(await aliveOf(tree)).toBe(0)
  })

  it('kills what ignores SIGTERM, and children that dropped the marker', async () => {
    const tree = await startScript(
      'env -i /bin/sh -c "trap \\"\\" TERM; echo \\$\\$; echo ready; while :; do sleep 1; done" & echo $$; wait',
    )
    const root = tree.find((each) => each.pid === started[0]?.pid)
    const report = await killTree({ roots: root ? [root] : [], graceMs: 200 })
    expect(report.survived).toEqual([])
    expect(await aliveOf(tree)).toBe(0)
  })

  it('ends what works in a directory, and neither itself nor its own children', async () => {
    const directory = await realpath(await mkdtemp(join(tmpdir(), 'kill-tree-')))
    const own = spawn('sleep', ['64'], { cwd: directory, stdio: 'ignore' })
    started.push(own)
    await once(own, 'spawn')
    // The outer shell ends, so the sleeper is a stranger to us.
    const [stranger] = await startScript('(setsid sleep 65 >/dev/null & echo $!); echo ready', {
      cwd: directory,
    })
    const outside = await startScript('(setsid sleep 66 >/dev/null & echo $!); echo ready')
    await killTree({ cwdInside: directory, graceMs: 2000 })
    expect(stranger && (await isAlive(stranger))).toBe(false)
    expect(await aliveOf(outside)).toBe(1)
    expect(own.exitCode).toBeNull()
    expect(own.signalCode).toBeNull()
    await rm(directory, { recursive: true })
  })
})

const row = (pid: number, parent: number, more: Partial<ProcessRow> = {}): ProcessRow => ({
  identity: { pid, start: '1', boot: 'b' },
  parent,
  environment: '\0PATH=/bin\0',
  cwd: null,
  ...more,
})
const marked = { environment: '\0PATH=/bin\0RUN=r1\0' }
const select = (rows: ProcessRow[], ask: Parameters<typeof selectTree>[1]) =>
  selectTree(rows, ask, new Map(), 10)
    .map((each) => each.pid)
    .toSorted((a, b) => a - b)

describe('selectTree', () => {
  it('takes marked ones with their descendants, never ourselves or our ancestors', () => {
    const rows = [
      row(5, 1, marked),
      row(10, 5),
      row(11, 10),
      row(20, 1, marked),
      row(21, 20),
      row(22, 21),
    ]
    expect(select(rows, { marker: 'RUN=r1' })).toEqual([20, 21, 22])
    expect(select(rows, { marker: 'RUN=r1', spare: [{ pid: 21, start: '1', boot: 'b' }] })).toEqual(
      [20],
    )
  })

  it('leaves our own git commands in the directory alone, but not a marked child', () => {
    const rows = [
      row(10, 1, { cwd: '/w/a' }),
      row(11, 10, { cwd: '/w/a' }),
      row(12, 10, { cwd: '/w/a', ...marked }),
      row(20, 1, { cwd: '/w/a/b (deleted)' }),
      row(21, 1, { cwd: '/w/ab' }),
    ]
    expect(select(rows, { marker: 'RUN=r1', cwdInside: '/w/a' })).toEqual([12, 20])
  })

  it('leaves a dev server in the directory alone, unless it carries the mark or descends from one', () => {
    const served = (id: string) => ({ environment: `\0${devServerName}=${id}\0` })
    const rows = [
      row(20, 1, { cwd: '/w/a', ...served('d1') }),
      row(21, 20, { cwd: '/w/a', ...served('d1') }),
      row(22, 1, { cwd: '/w/a' }),
      row(23, 1, marked),
      row(24, 23, { cwd: '/w/a', ...served('d2') }),
    ]
    expect(select(rows, { marker: 'RUN=r1', cwdInside: '/w/a' })).toEqual([22, 23, 24])
    expect(select(rows, { marker: `${devServerName}=d1` })).toEqual([20, 21])
  })

  it('leaves what a dev server started, and what holds it, alone where the mark does not show', () => {
    const served = { environment: `\0${devServerName}=d1\0` }
    const rows = [
      row(24, 22, { cwd: '/w/a', ...served }),
      row(20, 1, { cwd: '/w/a' }),
      row(21, 20, { cwd: '/w/a', ...served }),
      row(22, 21, { cwd: '/w/a' }),
      row(23, 22, { cwd: '/w/a' }),
      row(30, 1, { cwd: '/w/a' }),
    ]
    expect(select(rows, { cwdInside: '/w/a' })).toEqual([30])
    // A server that runs as a dev server itself: what another one of it left is found all the same.
    const nested = [row(5, 1, served), row(10, 5, served), row(40, 5, { cwd: '/w/a' })]
    expect(select([...nested, row(41, 1, { cwd: '/w/a' })], { cwdInside: '/w/a' })).toEqual([
      40, 41,
    ])
  })
})

it('shares one reading among all who ask before it begins, and none with who asks later', async () => {
  const ends: (() => void)[] = []
  let readings = 0
  const read = shared(async () => {
    const mine = (readings += 1)
    await new Promise<void>((resolve) => ends.push(resolve))
    if (mine === 2) throw new Error('unreadable')
    return mine
  })
  const first = [read(), read()]
  await expect.poll(() => ends.length).toBe(1)
  const second = [read(), read()]
  ends.shift()?.()
  expect(await Promise.all(first)).toEqual([1, 1])
  await expect.poll(() => ends.length).toBe(1)
  const third = read()
  ends.shift()?.()
  const settled = await Promise.allSettled(second)
  expect(settled.map((one) => one.status)).toEqual(['rejected', 'rejected'])
  await expect.poll(() => ends.length).toBe(1)
  ends.shift()?.()
  expect(await third).toBe(3)
})

it('reads the process table of macOS', () => {
  const table = [
    '  501     1 S    Mon Nov  2 10:11:12 2026     node x.js PATH=/bin A_PARALLEL_RUN=r1 HOME=/Users/me',
    '  502   501 Z    Mon Nov  2 10:11:13 2026     (sh)',
    '  503   501 S+   Mon Nov 12 10:11:13 2026     sh A_PARALLEL_RUN=r11',
  ].join('\n')
  const rows = parseMac(table, 'p501\nfcwd\nn/Users/me/code\np503\nfcwd\nn/tmp\n', 'b')
  expect(rows).toEqual([
    {
      identity: { pid: 501, start: 'Mon Nov  2 10:11:12 2026', boot: 'b' },
      parent: 1,
      environment: expect.stringContaining('\0A_PARALLEL_RUN=r1\0'),
      cwd: '/Users/me/code',
    },
    {
      identity: { pid: 503, start: 'Mon Nov 12 10:11:13 2026', boot: 'b' },
      parent: 501,
      environment: '\0sh\0A_PARALLEL_RUN=r11\0',
      cwd: '/tmp',
    },
  ])
})
