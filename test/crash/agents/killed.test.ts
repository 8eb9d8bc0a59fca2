// Agents under fire: killed, halted, deaf, or deaf to every signal and surrounded by children that hide. Each thread
// ends in a state with a name, nothing of it stays, and its conversation goes on.
import type { ThreadSnapshot } from '@a-parallel/shared'
import { existsSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findTree } from '../../../packages/server/src/runner/processes/kill-tree.ts'
import { bash, prompt } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { asked, decide, lastTurn, rest, said, talk } from '../../support/threads.ts'

/** A stop asks nicely several times first. */
const stopMs = 12_000

/** Seconds to sleep by which a sleeper of this very run of the tests is known. */
const own = (seconds: number) => `${seconds}.${process.pid}`

/** Pids of living processes with these words in their command line, one after the other. */
function running(...words: string[]): number[] {
  return readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return []
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      return line.includes([...words, ''].join('\0')) ? [Number(pid)] : []
    } catch {
      return [] // It ended meanwhile.
    }
  })
}

const marked = (thread: ThreadSnapshot) => findTree({ marker: `A_PARALLEL_RUN=${thread.run!.id}` })

function pidOf(server: TestServer, thread: ThreadSnapshot, who: 'agent' | 'shell'): number {
  const file = join(server.home, 'runs', thread.run!.id, 'state', `${who}.id`)
  return Number(readFileSync(file, 'utf8').split(' ')[0])
}

async function stop(server: TestServer, id: string): Promise<number> {
  const begun = performance.now()
  expect((await server.api('POST', `/api/threads/${id}/stop`)).status).toBe(202)
  await server.until(id, (thread) => ['exited', 'lost'].includes(thread.run!.state))
  return performance.now() - begun
}

function descriptors(pid: number | 'self'): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`)
  } catch {
    return [] // The process ended meanwhile.
  }
}

describe('the real agent', () => {
  let server: TestServer
  let projectId: string
  beforeAll(async () => {
    server = await startTestServer()
    projectId = await server.addProject(server.repository('shop'))
  })
  afterAll(() => server.close())

  /** A thread in the middle of a command that waits for a file called `go`. */
  async function inCommand(seconds: string): Promise<ThreadSnapshot> {
    const command = `setsid sleep ${seconds} & touch begun; until [ -f go ]; do sleep 0.05; done`
    const words = prompt('Work', ['I work.', bash(command)], 'Finished.')
    const id = await server.thread({ projectId, prompt: words })
    const [approval] = await asked(server, id)
    await decide(server, id, approval!, { decision: 'allow' })
    const thread = await server.snapshot(id)
    const begun = join(thread.worktreePath!, 'begun')
    await expect.poll(() => existsSync(begun), { timeout: 20_000 }).toBe(true)
    await expect.poll(() => running('sleep', seconds).length).toBeGreaterThan(0)
    return thread
  }

  /** It ended in time, nothing is left, and the conversation goes on. */
  async function goesOn(thread: ThreadSnapshot, seconds: string): Promise<void> {
    const ended = await server.until(
      thread.id,
      ({ run }) => ['exited', 'lost'].includes(run!.state),
      5_000,
    )
    expect(await marked(ended)).toEqual([])
    expect(running('sleep', seconds)).toEqual([])
    expect((await server.api('POST', `/api/threads/${thread.id}/resume`)).status).toBe(202)
    const resumed = await rest(server, thread.id)
    expect([resumed.status, resumed.run!.sessionId]).toEqual(['completed', thread.run!.sessionId])
    const done = await talk(server, thread.id, prompt('Go on', 'On it.'))
    expect([done.status, said(done).at(-1)]).toEqual(['completed', 'On it.'])
  }

  it('killed, its turn has failed by that signal', async () => {
    const thread = await inCommand(own(3151))
    process.kill(pidOf(server, thread, 'agent'), 'SIGKILL')
    const failed = await server.until(thread.id, ({ status }) => status === 'failed', 5_000)
    expect(lastTurn(failed).problem).toMatchObject({
      code: 'agent_exited',
      values: { signal: 'SIGKILL' },
    })
    await goesOn(thread, own(3151))
  })

  it('killed, what its turn had used by then is counted, and holds against a budget', async () => {
    const script = prompt('Work', [bash('touch one')], [bash('touch begun; sleep 600')], 'Done.')
    const id = await server.thread({ projectId, prompt: script })
    expect((await server.api('PATCH', `/api/threads/${id}`, { budgetUsd: 0.1 })).status).toBe(202)
    const [first] = await asked(server, id)
    await decide(server, id, first!, { decision: 'allow' })
    const [second] = await asked(server, id)
    // It is asked what it has cost behind each call.
    await decide(server, id, second!, { decision: 'allow' })
    const thread = await server.snapshot(id)
    const begun = join(thread.worktreePath!, 'begun')
    await expect.poll(() => existsSync(begun), { timeout: 20_000 }).toBe(true)
    process.kill(pidOf(server, thread, 'agent'), 'SIGKILL')
    const failed = await server.until(id, ({ status }) => status === 'failed', 5_000)
    const { usage } = lastTurn(failed)
    expect(usage).toMatchObject({ partial: true })
    expect(usage!.inputTokens).toBeGreaterThan(20_000)
    expect(usage!.outputTokens).toBeGreaterThan(10)
    expect(usage!.costUsd).toBeGreaterThan(0.01)
    expect(failed.costUsd).toBe(usage!.costUsd)

    await server.api('PATCH', `/api/threads/${id}`, { budgetUsd: 0.01 })
    await server.api('POST', `/api/threads/${id}/resume`)
    const waits = await server.until(id, ({ waitingReason }) => waitingReason === 'budget')
    expect(waits.budgetStop).toMatchObject({ scope: 'thread', spentUsd: usage!.costUsd })
  })

  it('killed with the shell that holds it, it is lost, and its turn interrupted', async () => {
    const thread = await inCommand(own(3152))
    process.kill(pidOf(server, thread, 'shell'), 'SIGKILL')
    process.kill(pidOf(server, thread, 'agent'), 'SIGKILL')
    const lost = await server.until(thread.id, ({ status }) => status === 'interrupted', 5_000)
    expect([lastTurn(lost).reason, lost.run!.state]).toEqual(['lost', 'lost'])
    await goesOn(thread, own(3152))
  })

  it('goes on when only the shell is killed: nobody notices, and a stop leaves nothing', async () => {
    const thread = await inCommand(own(3153))
    const pid = pidOf(server, thread, 'agent')
    process.kill(pidOf(server, thread, 'shell'), 'SIGKILL')
    writeFileSync(join(thread.worktreePath!, 'go'), '')
    const done = await rest(server, thread.id)
    expect([done.status, said(done).at(-1)]).toEqual(['completed', 'Finished.'])
    expect(pidOf(server, done, 'agent')).toBe(pid)
    const more = await talk(server, thread.id, prompt('And', 'Also said.'))
    expect([said(more).at(-1), more.run!.id]).toEqual(['Also said.', thread.run!.id])
    await stop(server, thread.id)
    expect(await marked(more)).toEqual([])
    expect(running('sleep', own(3153))).toEqual([])
    expect((await server.snapshot(thread.id)).status).toBe('completed')
    expect((await talk(server, thread.id, prompt('Again', 'And again.'))).status).toBe('completed')
  })

  it('halted, it is ended by a stop all the same', async () => {
    const thread = await inCommand(own(3154))
    process.kill(pidOf(server, thread, 'agent'), 'SIGSTOP')
    expect(await stop(server, thread.id)).toBeLessThan(stopMs)
    expect((await server.snapshot(thread.id)).status).toBe('stopped')
    await goesOn(thread, own(3154))
  })

  it('has no descriptor of the server: no socket, no database', async () => {
    const thread = await inCommand(own(3155))
    const open = (pid: number | 'self') =>
      descriptors(pid).flatMap((fd) => {
        try {
          return [readlinkSync(`/proc/${pid}/fd/${fd}`)]
        } catch {
          return [] // Closed meanwhile.
        }
      })
    const ours = open('self').filter((target) => target.startsWith('socket:'))
    expect(ours.length).toBeGreaterThan(0)
    const tree = await marked(thread)
    expect(tree.length).toBeGreaterThan(3)
    for (const { pid } of tree) {
      const theirs = open(pid)
      expect(theirs.filter((target) => ours.includes(target))).toEqual([])
      const files = theirs.filter((target) => target.startsWith(server.home))
      const run = join(server.home, 'runs', thread.run!.id)
      const allowed = ['in', 'out.ndjson', 'err.log'].map((name) => join(run, name))
      // What its commands print lies in a folder of the agent's own.
      const scratch = join(run, 'scratch/')
      const isOdd = (file: string) => !allowed.includes(file) && !file.startsWith(scratch)
      expect(files.filter(isOdd)).toEqual([])
    }
    await stop(server, thread.id)
  })
})

const greeting = JSON.stringify({
  type: 'control_response',
  response: { subtype: 'success', request_id: 'greet', response: { models: [] } },
})
/** Answers the handshake and nothing else; what it does then is added. */
const stub = (greeted: string, then: string) => `#!/bin/sh
[ "$1" = --version ] && echo '2.1.197 (Stub)' && exit
trap '' INT TERM HUP
greet() { read -r line; printf '%s\\n' '${greeting}'; }
greet
${greeted}
${then}
`

describe('an agent that ignores all signals', () => {
  let server: TestServer
  let projectId: string
  const become = (greeted: string, then: string) =>
    writeFileSync(join(server.folder, 'claude'), stub(greeted, then), { mode: 0o755 })
  beforeAll(async () => {
    server = await startTestServer({
      env: { CLAUDE_PATH: '/bin/false', A_PARALLEL_SLOTS: '20', A_PARALLEL_MEMORY_FLOOR_MB: '0' },
    })
    server.environment['CLAUDE_PATH'] = join(server.folder, 'claude')
    become('', 'cat')
    await server.restart()
    projectId = await server.addProject(server.repository('shop'))
  })
  afterAll(() => server.close())

  async function start(text: string): Promise<ThreadSnapshot> {
    const id = await server.thread({ projectId, prompt: text })
    return server.until(id, ({ run }) => run?.state === 'live')
  }

  it('is ended by a stop with its children, however they hide', async () => {
    const hidden = [
      `setsid sleep ${own(3161)} &`,
      // A child of a child that ended, in a session of its own.
      `(setsid sh -c "sleep ${own(3162)} & exit" &)`,
      // Without a trace of us but where it works; nobody of ours is its parent.
      `(env -i setsid sleep ${own(3163)} &)`,
      `mkdir -p deep; (cd deep && env -i setsid sh -c "sleep ${own(3164)} & exit" &)`,
    ]
    become(hidden.join('\n'), 'while read -r line; do :; done; while :; do sleep 1; done')
    const thread = await start('Hide')
    const seconds = [own(3161), own(3162), own(3163), own(3164)]
    const left = () => seconds.filter((one) => running('sleep', one).length > 0)
    await expect.poll(left).toEqual(seconds)
    expect(await stop(server, thread.id)).toBeLessThan(stopMs)
    expect([left(), await marked(thread)]).toEqual([[], []])
    expect((await server.snapshot(thread.id)).status).toBe('stopped')
  })

  it('is ended by a stop while a long message is stuck on its way', async () => {
    become('', 'while :; do sleep 1; done')
    const thread = await start(`Read ${'this '.repeat(40_000)}`)
    const state = join(server.home, 'runs', thread.run!.id, 'state')
    const stuck = () => readdirSync(state).some((name) => name.endsWith('.sending'))
    await expect.poll(stuck).toBe(true)
    expect(await stop(server, thread.id)).toBeLessThan(stopMs)
    expect(await marked(thread)).toEqual([])
    expect((await server.snapshot(thread.id)).status).toBe('stopped')
  })

  it('is ended with nineteen others at once', async () => {
    become('', 'while read -r line; do :; done; while :; do sleep 1; done')
    const threads = await Promise.all(Array.from({ length: 20 }, (_, n) => start(`Wait ${n}`)))
    const took = await Promise.all(threads.map(({ id }) => stop(server, id)))
    // Not one after the other, which would take twenty times what one takes; how much more than one they cost is the machine’s affair.
    expect(Math.max(...took)).toBeLessThan(5 * stopMs)
    expect((await Promise.all(threads.map(marked))).flat()).toEqual([])
  })
})
