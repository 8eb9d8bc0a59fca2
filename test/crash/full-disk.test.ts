// The disk fills up while agents work: what was acknowledged is kept, wishes are refused with a reason, no log is torn,
// and once there is room again everything goes on.
import { DatabaseSync } from '@photostructure/sqlite'
import type { ThreadSnapshot } from '@a-parallel/shared'
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startCrashRig, type CrashRig } from '../support/crash-rig.ts'
import { openLive } from '../support/live-client.ts'
import { attend } from '../support/crash/person.ts'
import { bash, prompt, write } from '../support/scripts.ts'
import { makeRepository } from '../support/server.ts'
import { smallDisk, type SmallDisk } from '../support/crash/small-disk.ts'
import { expectToldOnce, pending, wholeLog } from '../support/crash/story.ts'

const megabyte = 1024 * 1024

let disk: SmallDisk
let rig: CrashRig
let projectId: string

beforeAll(async () => {
  disk = await smallDisk(64)
  rig = await startCrashRig({
    home: disk.path,
    shell: disk.shell,
    env: { A_PARALLEL_DISK_FLOOR_MB: '16', A_PARALLEL_STALL_MINUTES: '0.05' },
  })
  const path = makeRepository(join(rig.folder, 'shop'))
  const { body } = await rig.api('POST', '/api/projects', { path })
  projectId = (body as { id: string }).id // The contract's answer.
})
afterAll(async () => {
  disk.empty()
  await rig.close()
  await disk.remove()
})

const completed = (thread: ThreadSnapshot) => thread.status === 'completed'

/** Renames the thread until nothing more can be written. The last title that was acknowledged. */
async function writeUntilFull(id: string): Promise<string> {
  let title = ''
  // A log that was used before has room of its own for a while.
  for (let at = 0; at < 20_000; at += 1) {
    const wish = `Title ${at} ${'x'.repeat(150)}`
    const { status, body } = await rig.api('PATCH', `/api/threads/${id}`, { title: wish })
    if (status === 507) {
      expect(body).toMatchObject({ code: 'disk_full', status: 507 })
      return title
    }
    expect(status).toBe(200)
    title = wish
  }
  throw new Error('it never ran full')
}

it('keeps what was acknowledged, refuses what it cannot write, and goes on when there is room', async () => {
  const gate = join(rig.folder, 'go')
  const work = bash(`touch begun; until [ -f '${gate}' ]; do sleep 0.05; done; echo done`)
  const texts = [
    prompt('Work', [work], 'It said: {{toolResult}}'),
    prompt('Ask', [write('asked.txt', 'asked\n')], 'Asked.'),
    prompt('Talk', ['Begin. ', { hold: 'talk' }, 'And it goes on. '.repeat(500)]),
  ]
  const ids = await Promise.all(texts.map((text) => rig.thread({ projectId, prompt: text })))
  const [inTool = '', inAsk = '', inText = ''] = ids
  const tool = await rig.until(inTool, (thread) => pending(thread).length > 0)
  const allow = (thread: ThreadSnapshot) =>
    rig.api('POST', `/api/threads/${thread.id}/approvals/${pending(thread)[0]!.id}`, {
      decision: 'allow',
    })
  expect((await allow(tool)).status).toBe(202)
  await rig.until(inTool, (thread) => pending(thread).length === 0)
  const asked = await rig.until(inAsk, (thread) => pending(thread).length > 0)
  await rig.until(inText, (thread) => thread.open.length > 0)

  // Below the floor what runs goes on, and what is new waits, with the reason.
  disk.fill(8 * megabyte)
  const live = await openLive(rig.server())
  live.subscribe('index')
  const later = await rig.thread({ projectId, prompt: prompt('Later', 'It is later.') })
  await live.waitUntil(
    (frame) =>
      (frame.type === 'index' && frame.index.room.lacks === 'disk') ||
      (frame.type === 'changed' && frame.room?.lacks === 'disk'),
  )
  await live.close()
  expect((await rig.snapshot(later)).status).toBe('pending')

  // Not a byte is left: nothing is half done, and reading goes on.
  disk.fill(0)
  const title = await writeUntilFull(inAsk)
  expect((await allow(asked)).status).toBe(507)
  const wish = { projectId, prompt: 'Refused' }
  expect((await rig.api('POST', '/api/threads', wish)).status).toBe(507)
  const message = `/api/threads/${inAsk}/messages`
  expect((await rig.api('POST', message, { text: 'Refused' })).status).toBe(507)
  const held = await rig.snapshot(inAsk)
  expect([title === '' ? '' : held.title, pending(held).length, held.turns.length]).toEqual([
    title,
    1,
    1,
  ])
  // What an agent says now finds no room in its journal.
  rig.model.release('talk')
  const journal = join(rig.home, 'runs', (await rig.snapshot(inText)).run!.id, 'out.ndjson')
  const isTorn = () => !readFileSync(journal, 'utf8').endsWith('\n')
  await expect.poll(isTorn, { timeout: 30_000 }).toBe(true)

  disk.empty()
  writeFileSync(gate, '')
  expect((await allow(asked)).status).toBe(202)
  for (const id of [inTool, inAsk, later]) {
    const thread = await rig.until(id, completed)
    expectToldOnce(rig, thread, await wholeLog(rig, id))
  }
  expect(title === '' ? '' : (await rig.snapshot(inAsk)).title).toBe(title)
  await goesOn(inText)
  expect((await rig.end('SIGTERM')).code).toBe(0)
  // SQLite resolves links, and cannot see into a namespace.
  const copy = join(rig.folder, 'copy.db')
  copyFileSync(join(rig.home, 'data.db'), copy)
  const database = new DatabaseSync(copy, { readOnly: true })
  expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
  database.close()
}, 300_000)

/**
 * An agent's program tries for a while to write its journal, and falls silent for good when it cannot. Either its turn
 * came to its end (a line of the journal may be torn), or the thread is shown as stalled; stopped and written to, it goes on.
 */
async function goesOn(id: string): Promise<void> {
  const thread = await rig.until(id, (one) => completed(one) || one.run?.stalledAt !== null)
  await wholeLog(rig, id)
  if (completed(thread)) return
  expect((await rig.api('POST', `/api/threads/${id}/stop`)).status).toBe(202)
  await rig.until(id, (one) => one.run?.state === 'exited')
  const text = prompt('Go on', 'I am back.')
  expect((await rig.api('POST', `/api/threads/${id}/messages`, { text })).status).toBe(202)
  await attend(rig, [id], []).done
  const after = await rig.snapshot(id)
  expect(after.turns.map((turn) => turn.state)).toEqual(['interrupted', 'completed'])
  await wholeLog(rig, id)
}
