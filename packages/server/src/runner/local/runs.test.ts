// The runs of this machine over the real holder, with a stub for the agent that only answers the handshake.
import { Problem } from '@a-parallel/contract/model'
import type { RunId, ThreadId } from '@a-parallel/shared'
import { randomUUID } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { claudeCode } from '../drivers/claude-code/driver.ts'
import type { Holder } from '../holder/port.ts'
import { createPosixHolder } from '../holder/posix.ts'
import type { AttachAsk, RunEnd, Runner } from '../port.ts'
import { identify } from '../processes/identity.ts'
import { openShelf } from '../runs/shelf.ts'
import { createGit } from '../git/core.ts'
import { localRuns } from './runs.ts'
import type { LocalTrust } from './trust.ts'
import { openAgentProgram } from './setup.ts'

const greeting = JSON.stringify({
  type: 'control_response',
  response: { subtype: 'success', request_id: 'greet', response: { models: [] } },
})
const stub = `#!/bin/sh
[ "$1" = --version ] && echo '2.1.197 (Stub)' && exit
while read -r line; do
  case $line in *'"initialize"'*) printf '%s\\n' '${greeting}' ;; esac
done
`
const log = pino({ level: 'silent' })
let failures = 0
const errors = pino({ level: 'error' }, { write: () => void (failures += 1) })
const posix = createPosixHolder()
const threadId = randomUUID() as ThreadId
let folder: string
let runId: RunId
let ask: AttachAsk
const opened: Runner['runs'][] = []

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'runs-')))
  for (const name of ['runs', 'work']) mkdirSync(join(folder, name))
  writeFileSync(join(folder, 'claude'), stub, { mode: 0o755 })
  failures = 0
  runId = randomUUID() as RunId
  ask = {
    runId,
    threadId,
    cwd: join(folder, 'work'),
    ownsCheckout: true,
    from: null,
    stopped: false,
  }
})
afterEach(async () => {
  for (const runs of opened) await runs.detach()
  const last = server()
  await last.runs.attach(ask)
  await last.runs.rest(runId)
  for (const runs of opened.splice(0)) await runs.detach()
  rmSync(folder, { recursive: true, force: true })
})

/** What a server has of the runner; `readies` counts the handshakes that it read. */
function server(faults: Partial<Holder> = {}) {
  const heard = { readies: 0, ends: [] as RunEnd[] }
  const env = { PATH: process.env['PATH'] }
  const runs = localRuns({
    folder: join(folder, 'runs'),
    holder: { ...posix, ...faults },
    driver: claudeCode,
    program: openAgentProgram({
      claudePath: join(folder, 'claude'),
      env,
      repositories: () => [],
    }),
    git: createGit({ environment: env }),
    trust,
    env,
    log: errors,
    shelf: openShelf(log),
    onReady: () => undefined,
  })
  runs.listen({
    signals: (_, __, signals) => {
      heard.readies += signals.filter(({ type }) => type === 'ready').length
    },
    printed: () => undefined,
    ended: (_, __, end) => heard.ends.push(end),
  })
  opened.push(runs)
  return { runs, heard }
}
const agentPid = () =>
  Number(readFileSync(join(folder, 'runs', runId, 'state', 'agent.id'), 'utf8').split(' ')[0])
/** Refuses once, as where no descriptor is left. */
function short<T extends unknown[], R>(work: (...ask: T) => Promise<R>) {
  let refusals = 0
  return (...ask: T): Promise<R> => {
    refusals += 1
    return refusals === 1 ? Promise.reject(new Error('EMFILE')) : work(...ask)
  }
}
const trust: LocalTrust = {
  read: () => Promise.resolve([]),
  isTrusted: () => Promise.resolve(true),
  expectAgent: () => undefined,
  mayUse: () => Promise.resolve(true),
  ofAgent: () => Promise.resolve({ trusted: true, servers: null }),
}
const session = {
  repository: '/nowhere',
  sessionId: randomUUID(),
  resumes: false,
  model: 'sonnet',
  permissionMode: 'confirmEdit' as const,
  orders: [],
}

it('reads a run once, however often it is taken up, while it starts and while it is held', async () => {
  const first = server()
  const started = first.runs.start({ ...ask, ...session })
  const attached = { kind: 'attached' }
  expect(await first.runs.attach(ask)).toEqual(attached)
  await started
  expect(await first.runs.attach(ask)).toEqual(attached)
  await expect.poll(() => first.heard.readies).toBe(1)
  await first.runs.order(runId, [{ type: 'greet' }])
  await expect.poll(() => first.heard.readies).toBe(2)
  await first.runs.detach()
  const second = server()
  const all = [1, 2, 3].map(() => second.runs.attach(ask))
  expect(await Promise.all(all)).toEqual([attached, attached, attached])
  await expect.poll(() => second.heard.readies).toBe(2)
  await second.runs.order(runId, [{ type: 'greet' }])
  await expect.poll(() => second.heard.readies).toBeGreaterThanOrEqual(3)
  await second.runs.rest(runId)
  await expect.poll(() => second.heard.ends.length).toBe(1)
  expect([second.heard.readies, first.heard.readies]).toEqual([3, 2])
})

it('is stopped at once while it is read what it is to see', async () => {
  const { runs, heard } = server()
  const reads: ((read: Record<string, string>) => void)[] = []
  const environment = () =>
    new Promise<Record<string, string>>((resolve) => void reads.push(resolve))
  const started = runs.start({ ...ask, ...session, environment })
  await runs.order(runId, [{ type: 'greet' }])
  await runs.stop(runId)
  await expect.poll(() => reads.length).toBe(1)
  reads[0]?.({})
  await expect(started).rejects.toThrow('It was stopped.')
  expect([existsSync(join(folder, 'runs', runId, 'state')), heard.readies]).toEqual([false, 0])
})

it('keeps the journal of a run that is over compressed, reads it again, and forgets it', async () => {
  const { runs, heard } = server()
  await runs.start({ ...ask, ...session })
  await expect.poll(() => heard.readies).toBe(1)
  await runs.rest(runId)
  const dir = join(folder, 'runs', runId)
  const journals = () => readdirSync(dir).filter((name) => name.startsWith('out'))
  await expect.poll(journals).toEqual(['out.ndjson.gz'])
  expect(await runs.attach(ask)).toEqual({ kind: 'attached' })
  expect([heard.readies, heard.ends]).toEqual([2, [heard.ends[0], heard.ends[0]]])
  await expect.poll(journals).toEqual(['out.ndjson.gz'])
  await runs.forget(runId)
  expect(existsSync(dir)).toBe(false)
  expect(await runs.attach(ask)).toEqual({ kind: 'never-started' })
})

it('a run whose folder was removed was never started, and nothing of it lives on', async () => {
  const first = server()
  await first.runs.start({ ...ask, ...session })
  await expect.poll(() => first.heard.readies).toBe(1)
  const dir = join(folder, 'runs', runId)
  const pid = agentPid()
  await first.runs.detach()
  rmSync(dir, { recursive: true })
  expect(await identify(pid)).not.toBeNull()
  expect(await server().runs.attach(ask)).toEqual({ kind: 'never-started' })
  expect(await identify(pid)).toBeNull()
})

it.each([['a journal', ['out.ndjson', 'err.log']] as const, ['nothing else', []] as const])(
  'a run whose server died while it began, with its claim and %s there, is started anew',
  async (_, files) => {
    const dir = join(folder, 'runs', runId)
    mkdirSync(join(dir, 'state'), { recursive: true })
    const claim = { argv: ['claude'], cwd: ask.cwd, marker: 'NONE=1' }
    writeFileSync(join(dir, 'state', 'holder.json'), `${JSON.stringify(claim)}\n`)
    for (const file of files) writeFileSync(join(dir, file), '')
    const { runs, heard } = server()
    expect(await runs.attach(ask)).toEqual({ kind: 'never-started' })
    await runs.start({ ...ask, ...session })
    await expect.poll(() => heard.readies).toBe(1)
    expect(heard.ends).toEqual([])
  },
)

it('what could not be written down is read and reported again until it is', async () => {
  const { runs } = server()
  const heard = { readies: 0, ends: 0 }
  let refusals = { signals: 1, ended: 1 }
  const refuse = (kind: keyof typeof refusals) => {
    if (refusals[kind] === 0) return
    refusals = { ...refusals, [kind]: refusals[kind] - 1 }
    throw new Problem('database_busy')
  }
  runs.listen({
    signals: (_, __, signals) => {
      refuse('signals')
      heard.readies += signals.filter(({ type }) => type === 'ready').length
    },
    printed: () => undefined,
    ended() {
      refuse('ended')
      heard.ends += 1
    },
  })
  await runs.start({ ...ask, ...session })
  await expect.poll(() => heard.readies, { timeout: 10_000 }).toBe(1)
  await runs.rest(runId)
  await expect.poll(() => heard.ends, { timeout: 10_000 }).toBe(1)
  expect([heard, refusals]).toEqual([
    { readies: 1, ends: 1 },
    { signals: 0, ended: 0 },
  ])
})

it('lets go of a run whose words could not be written down', async () => {
  const { runs } = server()
  runs.listen({
    signals() {
      throw new Problem('database_busy')
    },
    printed: () => undefined,
    ended: () => undefined,
  })
  await runs.start({ ...ask, ...session })
  await expect.poll(() => failures).toBeGreaterThan(0)
  await runs.detach()
  const next = server()
  await next.runs.attach(ask)
  await expect.poll(() => next.heard.readies).toBe(1)
})

it('reads again once the journal can be opened again', async () => {
  const { runs } = server()
  const journal = join(folder, 'runs', runId, 'out.ndjson')
  let readies = 0
  runs.listen({
    signals(_, __, signals) {
      if (failures === 0) {
        renameSync(journal, `${journal}.away`)
        throw new Problem('database_busy')
      }
      readies += signals.filter(({ type }) => type === 'ready').length
    },
    printed: () => undefined,
    ended: () => undefined,
  })
  await runs.start({ ...ask, ...session })
  await expect.poll(() => failures, { timeout: 10_000 }).toBe(2)
  renameSync(`${journal}.away`, journal)
  await expect.poll(() => readies, { timeout: 10_000 }).toBe(1)
})

it('reports an end though what the run left could not be looked through at first', async () => {
  const { runs, heard } = server({ end: short(posix.end) })
  await runs.start({ ...ask, ...session })
  await expect.poll(() => heard.readies).toBe(1)
  await runs.rest(runId)
  await expect.poll(() => heard.ends.length, { timeout: 10_000 }).toBe(1)
  expect(failures).toBe(1)
})

it('ends an agent whose folder is removed while it is read, before it says that it is lost', async () => {
  const { runs, heard } = server()
  let pid = 0
  const lived: boolean[] = []
  runs.listen({
    signals: () => void (heard.readies += 1),
    printed: () => undefined,
    ended(_, __, end) {
      lived.push(existsSync(`/proc/${pid}/cwd`))
      // Told again, though there is nothing to be read again.
      if (lived.length === 1) throw new Problem('disk_full')
      heard.ends.push(end)
    },
  })
  await runs.start({ ...ask, ...session })
  await expect.poll(() => heard.readies).toBe(1)
  pid = agentPid()
  rmSync(join(folder, 'runs', runId), { recursive: true })
  await expect.poll(() => heard.ends, { timeout: 15_000 }).toEqual([{ kind: 'lost' }])
  expect(lived).toEqual([false, false])
})

it('a start that fails behind its agent leaves none', async () => {
  let pid = 0
  const { runs, heard } = server({
    end: short(posix.end),
    async start(wanted) {
      const outcome = await posix.start(wanted)
      pid = agentPid()
      rmSync(join(wanted.dir, 'out.ndjson'))
      return outcome
    },
  })
  await expect(runs.start({ ...ask, ...session })).rejects.toThrow('ENOENT')
  expect(await identify(pid)).toBeNull()
  expect([failures, heard.ends]).toEqual([1, []])
})

it('begins, takes up and says nothing once it has let go, and leaves it to the next server', async () => {
  const { runs, heard } = server({
    async start(wanted) {
      const outcome = await posix.start(wanted)
      await runs.detach()
      return outcome
    },
  })
  await runs.start({ ...ask, ...session })
  const later = randomUUID() as RunId
  await runs.start({ ...ask, ...session, runId: later })
  expect(existsSync(join(folder, 'runs', later))).toBe(false)
  await runs.attach(ask)
  await runs.order(runId, [{ type: 'greet' }])
  await runs.forget(runId)
  const next = server()
  await next.runs.attach(ask)
  await next.runs.order(runId, [{ type: 'greet' }])
  await expect.poll(() => next.heard.readies).toBe(1)
  expect(heard).toEqual({ readies: 0, ends: [] })
})

it('says nothing of an end that comes while it lets go; the next server does', async () => {
  let ending = false
  const { runs, heard } = server({
    end(dir, how) {
      ending = true
      return posix.end(dir, how)
    },
    async status(dir) {
      if (ending) await runs.detach()
      return posix.status(dir)
    },
  })
  await runs.start({ ...ask, ...session })
  await expect.poll(() => heard.readies).toBe(1)
  await runs.rest(runId)
  await expect.poll(() => ending).toBe(true)
  const next = server()
  await next.runs.attach(ask)
  await expect.poll(() => next.heard.ends.length).toBe(1)
  expect(heard.ends).toEqual([])
})
