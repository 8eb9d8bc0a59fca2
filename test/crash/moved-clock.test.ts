// The machine's clock is set a day ahead and back while agents work: order, states, stall detection and sign-in go by
// something else. The clock of the server process is moved by a preloaded module; nobody else's is.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startCrashRig, type CrashRig } from '../support/crash-rig.ts'
import { attend } from '../support/crash/person.ts'
import { bash, prompt, write } from '../support/scripts.ts'
import { makeRepository } from '../support/server.ts'
import { expectToldOnce, story, wholeLog } from '../support/crash/story.ts'

const shifter = fileURLToPath(new URL('../support/crash/preload/shift-clock.mjs', import.meta.url))
const day = 24 * 60 * 60_000

let rig: CrashRig
let projectId: string
let control: string

beforeAll(async () => {
  rig = await startCrashRig({ env: { A_PARALLEL_STALL_MINUTES: '1' } })
  const path = makeRepository(join(rig.folder, 'shop'))
  const { body } = await rig.api('POST', '/api/projects', { path })
  projectId = (body as { id: string }).id // The contract's answer.
  control = join(rig.folder, 'clock')
  writeFileSync(control, '0')
  rig.env['SHIFT_CLOCK'] = control
  await rig.end('SIGTERM')
  rig.preload.push(shifter)
  await rig.start()
})
afterAll(() => rig.close())

/** Moves the server's clock, and waits until it has noticed. */
async function setClock(ms: number): Promise<void> {
  rmSync(`${control}.seen`, { force: true })
  writeFileSync(control, String(ms))
  process.kill(rig.server().pid, 'SIGUSR2')
  const seen = () => existsSync(`${control}.seen`) && readFileSync(`${control}.seen`, 'utf8')
  await expect.poll(seen, { timeout: 10_000 }).toBe(String(ms))
}

const script = (gate: string) =>
  prompt(
    'Work',
    ['Begin. ', { hold: `${gate}-a` }, 'Go on.', write('made.txt', 'made\n')],
    ['Before the command.', bash('touch ran; echo ran')],
    ['Nearly. ', { hold: `${gate}-b` }, 'Done.'],
  )

/** The link that was printed at the start is traded for the token. */
async function signIn(): Promise<number> {
  const code = /#code=(.+)$/.exec(rig.server().signInLink)![1]!
  return (await rig.api('POST', '/api/auth/exchange', { code })).status
}

it('a day ahead and back: order, states, stall detection and sign-in are as ever', async () => {
  const ids = [
    await rig.thread({ projectId, prompt: script('gate-1') }),
    await rig.thread({ projectId, prompt: script('gate-2') }),
  ]
  const [moved = '', calm = ''] = ids
  const opened = (text: string) => (thread: { open: { text: string }[] }) =>
    thread.open.some((open) => open.text.startsWith(text))
  const person = attend(rig, [moved], [])
  await rig.until(moved, opened('Begin.'))
  await setClock(day)
  rig.model.release('gate-1-a')
  await rig.until(moved, opened('Nearly.'))
  expect((await rig.snapshot(moved)).run!.stalledAt).toBeNull()
  await setClock(-day)
  expect((await rig.snapshot(moved)).run!.stalledAt).toBeNull()
  await setClock(day)
  // Once, as ever.
  expect([await signIn(), await signIn()]).toEqual([200, 401])
  await setClock(-day)
  rig.model.release('gate-1-b')
  await person.done
  await setClock(0)

  rig.model.release('gate-2-a')
  rig.model.release('gate-2-b')
  await attend(rig, [calm], []).done
  const stories = []
  for (const id of ids) {
    const thread = await rig.snapshot(id)
    const events = await wholeLog(rig, id)
    expectToldOnce(rig, thread, events)
    expect(events.map((event) => event.type)).not.toContain('run.stalled')
    stories.push(story(thread, events, /gate-\d/g))
  }
  expect(stories[0]).toEqual(stories[1])
}, 120_000)
