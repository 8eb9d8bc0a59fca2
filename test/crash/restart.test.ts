// The server dies, its agents do not: killed in the middle of a sentence, of a command and of a question, it takes all
// of it up again, and what the threads hold is what they would hold had nothing happened.
import type { ThreadSnapshot } from '@a-parallel/shared'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { pending, rests, story, wholeLog } from '../support/crash/story.ts'
import { startCrashRig, type CrashRig } from '../support/crash-rig.ts'
import { bash, prompt, write } from '../support/scripts.ts'
import { makeRepository } from '../support/server.ts'

let rig: CrashRig
let projectId: string

beforeAll(async () => {
  rig = await startCrashRig()
  const path = makeRepository(join(rig.folder, 'shop'))
  const { body } = await rig.api('POST', '/api/projects', { path })
  projectId = (body as { id: string }).id // The contract's answer.
})
afterAll(() => rig.close())

const text = (gate: string) =>
  prompt('Talk', ['The first half, ', { hold: gate }, 'and the second half.'])
const tool = prompt(
  'Work',
  ['I work.', bash('touch begun; until [ -f go ]; do sleep 0.05; done; echo finished')],
  'It said: {{toolResult}}',
)
const ask = prompt(
  'Ask',
  [{ thinking: 'May I?' }, 'I write.', write('made.txt', 'made\n')],
  'Written.',
)

async function allow(id: string): Promise<ThreadSnapshot> {
  const thread = await rig.until(id, (one) => pending(one).length > 0)
  const path = `/api/threads/${id}/approvals/${pending(thread)[0]!.id}`
  expect((await rig.api('POST', path, { decision: 'allow' })).status).toBe(202)
  return thread
}

/** Starts the three threads and brings each to its moment. */
async function bringToTheirMoments(gate: string): Promise<string[]> {
  const ids = await Promise.all(
    [text(gate), tool, ask].map((words) => rig.thread({ projectId, prompt: words })),
  )
  const [inText = '', inTool = '', inAsk = ''] = ids
  await rig.until(inText, (thread) => thread.open.some((open) => open.text === 'The first half, '))
  const { worktreePath } = await allow(inTool)
  await expect.poll(() => existsSync(join(worktreePath!, 'begun')), { timeout: 30_000 }).toBe(true)
  await rig.until(inAsk, (thread) => pending(thread).length > 0)
  return ids
}

async function finish([, inTool = '', inAsk = '']: string[], gate: string): Promise<void> {
  rig.model.release(gate)
  const { worktreePath } = await rig.snapshot(inTool)
  writeFileSync(join(worktreePath!, 'go'), '')
  await allow(inAsk)
}

async function told(id: string): Promise<unknown> {
  const thread = await rig.until(id, rests)
  return story(thread, await wholeLog(rig, id))
}

it('killed in mid-sentence, mid-command and mid-question, it goes on as if nothing had happened', async () => {
  const ids = await bringToTheirMoments('gate-1')
  const before = await Promise.all(ids.map((id) => rig.snapshot(id)))
  const pids = before.map((thread) => rig.agentPid(thread.run!.id))
  expect(pids).not.toContain(null)
  await rig.end('SIGKILL')
  // The world goes on while nobody looks.
  rig.model.release('gate-1')
  writeFileSync(join(before[1]!.worktreePath!, 'go'), '')
  await expect
    .poll(
      () =>
        rig.model
          .requests()
          .filter(
            (request) => request.userText.startsWith('Work') && request.answer.state === 'complete',
          ).length,
      { timeout: 30_000 },
    )
    .toBe(2)
  await rig.start()
  const open = await rig.until(ids[2]!, (thread) => pending(thread).length > 0)
  expect(pending(open).map((approval) => approval.id)).toEqual(
    pending(before[2]!).map((approval) => approval.id),
  )
  await allow(ids[2]!)
  const disturbed = await Promise.all(ids.map(told))
  const after = await Promise.all(ids.map((id) => rig.snapshot(id)))
  expect(after.map((thread) => [thread.run!.id, rig.agentPid(thread.run!.id)])).toEqual(
    before.map((thread, index) => [thread.run!.id, pids[index]]),
  )
  expect(readFileSync(join(after[2]!.worktreePath!, 'made.txt'), 'utf8')).toBe('made\n')

  const twins = await bringToTheirMoments('gate-2')
  await finish(twins, 'gate-2')
  expect(disturbed).toEqual(await Promise.all(twins.map(told)))
}, 180_000)

it('asked to end, it ends soon and leaves its agents at work; the port is free', async () => {
  const words = prompt('Talk', ['Before, ', { hold: 'term' }, 'after.'])
  const id = await rig.thread({ projectId, prompt: words })
  await rig.until(id, (thread) => thread.open.length > 0)
  const { run } = await rig.snapshot(id)
  const pid = rig.agentPid(run!.id)
  const { origin } = rig.server()
  const ended = await rig.end('SIGTERM')
  expect([ended.code, ended.stderr]).toEqual([0, ''])
  expect(ended.took).toBeLessThan(5_000)
  expect(rig.agentPid(run!.id)).toBe(pid)
  rig.env['PORT'] = new URL(origin).port
  await rig.start()
  rig.env['PORT'] = '0'
  rig.model.release('term')
  const done = await rig.until(id, rests)
  expect(done.items.flatMap((item) => (item.kind === 'agent-message' ? [item.text] : []))).toEqual([
    'Before, after.',
  ])
  expect(rig.agentPid(run!.id)).toBe(pid)
}, 120_000)

it('killed right behind the wish, it makes every thread once', async () => {
  const ids: string[] = []
  for (let round = 0; round < 3; round += 1) {
    // The wish is written before it is answered; what follows is cut at whatever it has come to.
    const made = await Promise.all(
      [0, 1].map((one) =>
        rig.thread({ projectId, prompt: prompt(`Wish ${round}${one}`, `Once ${round}${one}.`) }),
      ),
    )
    ids.push(...made)
    if (round === 1) await rig.until(made[0]!, (thread) => thread.run !== null)
    if (round === 2) await rig.until(made[0]!, (thread) => thread.run?.state === 'live')
    await rig.end('SIGKILL')
    await rig.start()
  }
  for (const id of ids) {
    const thread = await rig.until(id, rests)
    const words = thread.items.flatMap((item) => (item.kind === 'agent-message' ? [item.text] : []))
    const wish = /Wish (\d+)/.exec(thread.turns[0]!.text)![1]!
    expect([thread.status, words]).toEqual(['completed', [`Once ${wish}.`]])
    const asked = rig.model
      .requests()
      .filter((request) => request.kind === 'turn' && request.userText.includes(`Wish ${wish} `))
    expect(asked).toHaveLength(1)
    const events = await rig.events(id)
    expect(events.filter((event) => event.type === 'turn.completed')).toHaveLength(1)
  }
}, 180_000)
