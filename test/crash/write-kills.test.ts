// The server is killed at its writes to the database: before a commit, when everything is in the open transaction, and
// behind it, when nobody has been told. A preloaded module does it; production code knows nothing of it.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startCrashRig, type CrashRig } from '../support/crash-rig.ts'
import { figure, long } from '../support/crash/form.ts'
import { attend, unlessDown } from '../support/crash/person.ts'
import { bash, prompt, write } from '../support/scripts.ts'
import { makeRepository } from '../support/server.ts'
import { expectToldOnce, story, wholeLog } from '../support/crash/story.ts'

const killer = fileURLToPath(new URL('../support/crash/preload/kill-at-write.mjs', import.meta.url))
const writes = long ? 60 : 20

/** A rig with a project, and what a thread on it is like when nothing happens. */
interface Stage {
  rig: CrashRig
  projectId: string
  undisturbed: unknown
}

let stages: Stage[]

const first = prompt(
  'Begin',
  [{ thinking: 'May I?' }, 'I write.', write('made.txt', 'made\n')],
  [bash('echo ran >> ran.txt; cat ran.txt')],
  'It ran: {{toolResult}}',
)
const again = prompt('Go on', ['Again.', bash('echo ran >> ran.txt')], 'Once more.')
const messages = long ? Array.from({ length: 14 }, () => again) : [again]

beforeAll(async () => {
  stages = await Promise.all([0, 1].map(openStage))
}, 120_000)
afterAll(async () => {
  await Promise.all(stages.map(({ rig }) => rig.close()))
}, 120_000)

async function openStage(): Promise<Stage> {
  const rig = await startCrashRig()
  const path = makeRepository(join(rig.folder, 'shop'))
  const { body } = await rig.api('POST', '/api/projects', { path })
  const { id: projectId } = body as { id: string } // The contract's answer.
  const id = await rig.thread({ projectId, prompt: first })
  await attend(rig, [id], messages).done
  return { rig, projectId, undisturbed: await told(rig, id) }
}

async function told(rig: CrashRig, id: string): Promise<unknown> {
  const thread = await rig.snapshot(id)
  const events = await wholeLog(rig, id)
  expect(events.filter((event) => event.type === 'run.requested')).toHaveLength(1)
  expectToldOnce(rig, thread, events)
  const ran = readFileSync(join(thread.worktreePath!, 'ran.txt'), 'utf8')
  expect(ran).toBe('ran\n'.repeat(messages.length + 1))
  return story(thread, events)
}

/** Starts a server that will die at a write; it may do so before it can be reached. */
async function startDoomed(rig: CrashRig, at: string): Promise<void> {
  rig.preload.push(killer)
  rig.env['KILL_AT_WRITE'] = at
  try {
    await rig.start()
  } catch (cause) {
    if (!String(cause).includes('"signal":"SIGKILL"')) throw cause
  } finally {
    rig.preload.length = 0
  }
}

/** Waits for the server's death by its own hand, or for `done`. True when it died. */
async function untilDeath(rig: CrashRig, done: Promise<unknown>): Promise<boolean> {
  if (!rig.runs()) return true
  const end = await Promise.race([rig.server().ended, done.then(() => null)])
  await rig.end('SIGKILL')
  return end !== null
}

/** A person's thread from the wish to the last word; the wish is sent until it is answered. */
async function live({ rig, projectId }: Stage, id: string): Promise<void> {
  const body = { id, projectId, prompt: first }
  for (;;) {
    const made = await unlessDown(() => rig.api('POST', '/api/threads', body))
    if (made !== null) {
      expect([made.status, made.body]).toEqual([202, expect.anything()])
      break
    }
    await wait(30)
  }
  await attend(rig, [id], messages).done
}

/** Its agent is let go. */
async function putAway({ rig }: Stage, id: string): Promise<void> {
  await rig.api('PATCH', `/api/threads/${id}`, { archived: true })
  await rig.until(id, (thread) => thread.run?.state === 'exited')
}

it(`killed at each of the first ${writes} writes of a thread, it goes on as if nothing had happened`, async () => {
  const sides = ['before', 'after'] as const
  const moments = Array.from({ length: writes }, (_, at) => at + 1).flatMap((at) =>
    (long ? sides : [sides[at % 2]!]).map((side) => `${side}:${at}`),
  )
  const deaths: string[] = []
  const play = async (stage: Stage) => {
    for (let moment = moments.shift(); moment !== undefined; moment = moments.shift()) {
      const { rig, undisturbed } = stage
      await rig.end('SIGKILL')
      await startDoomed(rig, moment)
      const id = randomUUID()
      const done = live(stage, id)
      if (await untilDeath(rig, done)) deaths.push(moment)
      await rig.start()
      await done
      expect([moment, await told(rig, id)]).toEqual([moment, undisturbed])
      await putAway(stage, id)
    }
  }
  await Promise.all(stages.map(play))
  expect(deaths).toHaveLength(long ? 2 * writes : writes)
  figure('kills at one of the first writes of a thread', deaths.length)
}, 2_400_000)

it('killed at every write that it makes, one after another, it comes to the same end', async () => {
  const stage = stages[0]!
  const { rig } = stage
  const id = randomUUID()
  await rig.end('SIGKILL')
  const done = live(stage, id)
  let finished = false
  void done.then(
    () => (finished = true),
    () => (finished = true),
  )
  let deaths = 0
  while (!finished) {
    // Either way one write is kept, so it gets on.
    await startDoomed(rig, deaths % 2 === 0 ? 'after:1' : 'before:2')
    if (await untilDeath(rig, done)) deaths += 1
  }
  await rig.start()
  await done
  expect(await told(rig, id)).toEqual(stage.undisturbed)
  expect(deaths).toBeGreaterThanOrEqual(10)
  figure('kills at every write of one thread', deaths)
}, 600_000)
