// Stopping an agent at any moment ends everything it started and keeps what it did; the conversation goes on after it.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bash, prompt, write } from '../support/scripts.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { asked, decide, filesKept, rest, said, talk, toolCalls } from '../support/threads.ts'

let server: TestServer
let projectId: string

beforeAll(async () => {
  server = await startTestServer({ env: { A_PARALLEL_SLOTS: '1' } })
  projectId = await server.addProject(server.repository('shop'))
})
afterAll(() => server.close())

/** Every process of ours with this text in its environment, command line or working directory (proc(5)). */
function processesWith(...texts: string[]): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .flatMap((pid) => {
      const look = (read: () => string) => {
        try {
          return read()
        } catch {
          return '' // It ended meanwhile, or is not ours.
        }
      }
      const cwd = look(() => readlinkSync(`/proc/${pid}/cwd`))
      const environment = look(() => readFileSync(`/proc/${pid}/environ`, 'utf8'))
      const line = look(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
      const state = look(
        () => readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '')[0] ?? '',
      )
      const holds = texts.some((text) =>
        [cwd, environment, line].some((place) => place.includes(text)),
      )
      return holds && state !== 'Z' ? [`${pid} ${line.replaceAll('\0', ' ')} in ${cwd}`] : []
    })
}

const stop = (id: string) => server.api('POST', `/api/threads/${id}/stop`)
const runIs = (id: string, ...states: string[]) =>
  server.until(id, (thread) => states.includes(thread.run?.state ?? 'none'))

describe('a stop', () => {
  let id: string
  let sessionId: string

  it('in the middle of a command leaves no process, and the files', async () => {
    const seconds = '3123'
    const command = `echo kept > kept.txt; sleep ${seconds} & setsid sleep ${seconds} & (cd / && env -i setsid sleep ${seconds}) & touch started; sleep ${seconds}`
    id = await server.thread({
      projectId,
      prompt: prompt('Run', ['I run it.', bash(command)], 'Never said.'),
    })
    const [approval] = await asked(server, id)
    await decide(server, id, approval!, { decision: 'allow' })
    const { worktreePath, run } = await server.snapshot(id)
    sessionId = run!.sessionId
    await expect
      .poll(() => existsSync(join(worktreePath!, 'started')), { timeout: 20_000 })
      .toBe(true)
    await expect.poll(() => processesWith(seconds).length).toBeGreaterThanOrEqual(4)
    expect(processesWith(run!.id).length).toBeGreaterThan(1)
    expect((await stop(id)).status).toBe(202)
    expect((await stop(id)).status).toBeOneOf([202, 409])
    const stopped = await server.untilStatus(id, 'stopped')
    await runIs(id, 'exited')
    // Behind the turn the product itself looks through the worktree, to keep its files.
    await server.until(id, filesKept)
    expect(processesWith(run!.id, worktreePath!)).toEqual([])
    expect(processesWith(`sleep\0${seconds}`)).toEqual([])
    expect(readFileSync(join(worktreePath!, 'kept.txt'), 'utf8')).toBe('kept\n')
    expect(said(stopped)).toEqual(['I run it.'])
    const after = await server.snapshot(id)
    expect(toolCalls(after).map((call) => call.state)).not.toContain('running')
    expect((await stop(id)).body.code).toBe('nothing_to_stop')
  })

  it('is followed by the next message in the same conversation', async () => {
    const from = server.model.requests().length
    const done = await talk(server, id, prompt('Go on', 'On it.'))
    expect([done.status, said(done).at(-1)]).toEqual(['completed', 'On it.'])
    expect(done.run!.sessionId).toBe(sessionId)
    const request = server.model
      .requests()
      .slice(from)
      .find((one) => one.kind === 'turn')
    expect([request?.sessionId, (request?.messages ?? 0) > 1]).toEqual([sessionId, true])
  })

  it('while it waits for a person expires the request', async () => {
    await server.api('POST', `/api/threads/${id}/messages`, {
      text: prompt('Write', write('x.txt', 'x'), 'No.'),
    })
    const [approval] = await asked(server, id)
    await stop(id)
    const stopped = await server.untilStatus(id, 'stopped')
    expect(stopped.approvals.find((one) => one.id === approval!.id)?.state).toBe('expired')
    expect((await decide(server, id, approval!, { decision: 'allow' })).body.code).toBe(
      'approval_expired',
    )
    await runIs(id, 'exited')
    expect(existsSync(join(stopped.worktreePath!, 'x.txt'))).toBe(false)
  })

  it('in the middle of a sentence keeps what was said, and resume goes on', async () => {
    const text = prompt('Talk', ['Half a sentence, then ', { hold: 'stop-gate' }, 'the rest.'])
    await server.api('POST', `/api/threads/${id}/messages`, { text })
    await server.until(id, (thread) =>
      thread.open.some((open) => open.text.startsWith('Half a sentence')),
    )
    await stop(id)
    await runIs(id, 'exited')
    const stopped = await server.snapshot(id)
    expect(stopped.status).toBe('stopped')
    expect([stopped.open, said(stopped).filter((one) => one.startsWith('Half'))]).toEqual([
      [],
      [expect.stringContaining('Half a sentence')],
    ])
    server.model.release('stop-gate')
    expect((await server.api('POST', `/api/threads/${id}/resume`)).status).toBe(202)
    const resumed = await rest(server, id)
    expect([resumed.status, resumed.run!.sessionId]).toEqual(['completed', sessionId])
  })

  it('of one that rests ends what runs in the background', async () => {
    const seconds = '3124'
    const inBackground = {
      tool: 'Bash',
      input: { command: `echo x > x; sleep ${seconds}`, run_in_background: true, description: 'x' },
    }
    await server.api('POST', `/api/threads/${id}/messages`, {
      text: prompt('Run', inBackground, 'It runs.'),
    })
    const [approval] = await asked(server, id)
    await decide(server, id, approval!, { decision: 'allow' })
    const done = await rest(server, id)
    expect(done.status).toBe('completed')
    expect(processesWith(`sleep\0${seconds}`, `sleep ${seconds}`).length).toBeGreaterThan(0)
    expect((await stop(id)).status).toBe(202)
    await runIs(id, 'exited')
    expect(processesWith(`sleep\0${seconds}`, `sleep ${seconds}`, done.run!.id)).toEqual([])
    expect((await server.snapshot(id)).status).toBe('completed')
    expect(toolCalls(await server.snapshot(id)).some((call) => call.background)).toBe(false)
  })
})

it('a stop reaches threads that wait for a slot, that just start, and that have no worktree yet', async () => {
  const holding = await server.thread({
    projectId,
    prompt: prompt('Hold', ['x', { hold: 'slot' }]),
  })
  await server.model.waitForRequest((request) => request.answer.holding === 'slot', 30_000)
  const queued = await server.thread({ projectId, prompt: prompt('Queued', 'Never said.') })
  await server.until(queued, (thread) => thread.pendingStep === 'slot')
  await server.api('POST', `/api/threads/${queued}/messages`, { text: 'more' })
  expect((await stop(queued)).status).toBe(202)
  const stopped = await server.snapshot(queued)
  expect([stopped.status, stopped.run, stopped.turns.map((turn) => turn.state)]).toEqual([
    'stopped',
    null,
    ['queued', 'queued'],
  ])
  expect(stopped.turns.map((turn) => turn.held)).toEqual([true, true])
  const early = await server.thread({ projectId, prompt: prompt('Early', 'Never said.') })
  await stop(early)
  expect((await server.snapshot(early)).status).toBe('stopped')
  await stop(holding)
  await server.untilStatus(holding, 'stopped')
  const starting = await server.thread({ projectId, prompt: prompt('Starting', 'Never said.') })
  await server.until(starting, (thread) => thread.run !== null)
  await stop(starting)
  await server.untilStatus(starting, 'stopped')
  await runIs(starting, 'exited', 'lost')
  const { run } = await server.snapshot(starting)
  expect(processesWith(run!.id)).toEqual([])
  for (const id of [queued, early, starting]) {
    const done = await talk(server, id, prompt('Now', 'Now it is said.'))
    // One that had begun is told what was wanted before, with its script.
    expect([done.status, said(done).at(-1)]).toEqual(['completed', 'Now it is said.'])
  }
})
