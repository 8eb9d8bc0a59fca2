// Another program holds the database for seconds: reading goes on, wishes are refused with a reason, what agents say
// meanwhile is written afterwards, once.
import { DatabaseSync } from '@photostructure/sqlite'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startCrashRig, type CrashRig } from '../support/crash-rig.ts'
import { figure, spread } from '../support/crash/form.ts'
import { attend } from '../support/crash/person.ts'
import { prompt, write } from '../support/scripts.ts'
import { makeRepository } from '../support/server.ts'
import { expectToldOnce, pending, wholeLog } from '../support/crash/story.ts'

let rig: CrashRig
let projectId: string

beforeAll(async () => {
  rig = await startCrashRig()
  const path = makeRepository(join(rig.folder, 'shop'))
  const { body } = await rig.api('POST', '/api/projects', { path })
  projectId = (body as { id: string }).id // The contract's answer.
})
afterAll(() => rig.close())

it('reads go on, wishes get 503, and nothing is lost or doubled', async () => {
  const inText = await rig.thread({
    projectId,
    prompt: prompt('Talk', ['Begin. ', { hold: 'talk' }, 'And it goes on. '.repeat(20)]),
  })
  const inAsk = await rig.thread({
    projectId,
    prompt: prompt('Ask', [write('asked.txt', 'asked\n')], 'Asked.'),
  })
  const asked = await rig.until(inAsk, (thread) => pending(thread).length > 0)
  const before = await rig.until(inText, (thread) => thread.open.length > 0)

  const other = new DatabaseSync(join(rig.home, 'data.db'))
  other.exec('BEGIN IMMEDIATE')
  const approval = `/api/threads/${inAsk}/approvals/${pending(asked)[0]!.id}`
  const wishes = [
    () => rig.api('POST', approval, { decision: 'allow' }),
    () => rig.api('POST', '/api/threads', { projectId, prompt: 'Refused' }),
    () => rig.api('PATCH', `/api/threads/${inAsk}`, { title: 'Refused' }),
  ]
  for (const wish of wishes) {
    const { status, body } = await wish()
    expect([status, body]).toMatchObject([503, { code: 'database_busy' }])
  }
  // The agent ends its turn; there is nobody who could write it down.
  rig.model.release('talk')
  await rig.model.waitForRequest(
    (request) => request.userText.startsWith('Talk') && request.answer.state === 'complete',
    30_000,
  )
  const reads: number[] = []
  const until = performance.now() + 4_000
  while (performance.now() < until) {
    const begun = performance.now()
    const thread = await rig.snapshot(inText)
    reads.push(performance.now() - begun)
    expect([thread.status, thread.seq]).toEqual(['running', before.seq])
  }
  other.exec('ROLLBACK')
  other.close()

  await attend(rig, [inText, inAsk], []).done
  for (const id of [inText, inAsk]) {
    const thread = await rig.snapshot(id)
    expect(thread.status).toBe('completed')
    expectToldOnce(rig, thread, await wholeLog(rig, id))
  }
  expect((await rig.snapshot(inAsk)).title).toBe(asked.title)
  figure('locked database: a read, least / middle / most', spread(reads), 'ms')
}, 120_000)
