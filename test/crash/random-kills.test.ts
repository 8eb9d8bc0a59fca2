// The server is killed at random moments while agents write, run commands and wait to be allowed. Nothing is lost,
// nothing doubled, no agent dies, and every thread reads as one that nothing happened to.
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { agentsBySession } from '../support/crash/agents-alive.ts'
import { startCrashRig, type CrashRig } from '../support/crash-rig.ts'
import { figure, long, spread } from '../support/crash/form.ts'
import { attend } from '../support/crash/person.ts'
import { bash, prompt, write, type Step } from '../support/scripts.ts'
import { makeRepository } from '../support/server.ts'
import { expectToldOnce, story, wholeLog } from '../support/crash/story.ts'

const agents = long ? 10 : 3
const kills = long ? 30 : 5
const rounds = long ? 14 : 5
/** Five deltas a second. */
const pace = { chunk: 12, delayMs: 200 }

let rig: CrashRig
let calm: CrashRig

beforeAll(async () => {
  rig = await startCrashRig()
  // The same scripts without the pauses between their words.
  calm = await startCrashRig({ speed: 20 })
})
afterAll(async () => {
  await Promise.all([rig.close(), calm.close()])
})

function script(agent: number): string {
  const steps: Step[] = Array.from({ length: rounds }, (_, round) => {
    const mark = `${agent}.${round}`
    const words = { text: `I begin ${mark}. `.repeat(long ? 20 : 5), ...pace }
    if (round % 3 === agent % 3)
      return [{ thinking: `What is ${mark}?` }, words, write(`${round}.txt`, `made ${mark}\n`)]
    return [words, bash(`echo ${mark} >> ran.txt; sleep 0.3; cat ran.txt`)]
  })
  return prompt(`Agent ${agent}`, ...steps, 'It ran: {{toolResult}}')
}

const more = prompt('More', ['I count.', bash('wc -l < ran.txt')], 'Lines: {{toolResult}}')

async function begin(on: CrashRig): Promise<string[]> {
  const path = makeRepository(join(on.folder, 'shop'))
  const { body } = await on.api('POST', '/api/projects', { path })
  const { id: projectId } = body as { id: string } // The contract's answer.
  const ids: string[] = []
  for (let agent = 0; agent < agents; agent += 1)
    ids.push(await on.thread({ projectId, prompt: script(agent) }))
  return ids
}

/** Milliseconds until every thread holds what the model had said when the server answered. */
async function catchUp(ids: readonly string[]): Promise<number> {
  const begun = performance.now()
  const said = new Map(
    rig.model.requests().map((request) => [request.sessionId, request.answer.text.trim()]),
  )
  await Promise.all(
    ids.map((id) =>
      rig.until(id, (thread) => {
        const words = said.get(thread.run?.sessionId ?? '') ?? ''
        const shown = [
          ...thread.items.flatMap((item) => (item.kind === 'agent-message' ? [item.text] : [])),
          ...thread.open.map((open) => open.text),
        ]
        return shown.some((text) => text.includes(words))
      }),
    ),
  )
  return performance.now() - begun
}

it('killed at random moments with agents at work, it loses nothing and doubles nothing', async () => {
  const ids = await begin(rig)
  const person = attend(rig, ids, [more])
  let finished = false
  const done = person.done.finally(() => (finished = true))
  for (const id of ids) await rig.until(id, (thread) => thread.run?.state === 'live')
  const runs = await Promise.all(ids.map(async (id) => (await rig.snapshot(id)).run!))
  const pids = runs.map((run) => rig.agentPid(run.id))
  expect(pids).not.toContain(null)

  const caughtUp: number[] = []
  let atWork = 0
  for (let kill = 0; kill < kills; kill += 1) {
    await wait(Math.random() * (kill % 3 === 0 ? 150 : 1_500))
    atWork += finished ? 0 : 1
    expect((await rig.end('SIGKILL')).signal).toBe('SIGKILL')
    // The agents go on while nobody looks.
    await wait(Math.random() * 500)
    await rig.start()
    caughtUp.push(await catchUp(ids))
    const alive = agentsBySession()
    expect(runs.map((run) => alive.get(run.sessionId)?.length)).toEqual(runs.map(() => 1))
  }
  expect(atWork).toBe(kills)
  await done

  const calmIds = await begin(calm)
  await attend(calm, calmIds, [more]).done
  for (const [at, id] of ids.entries()) {
    const thread = await rig.snapshot(id)
    const events = await wholeLog(rig, id)
    expectToldOnce(rig, thread, events)
    expect([thread.run!.id, rig.agentPid(thread.run!.id)]).toEqual([runs[at]!.id, pids[at]])
    const twin = calmIds[at]!
    expect(story(thread, events)).toEqual(
      story(await calm.snapshot(twin), await wholeLog(calm, twin)),
    )
  }
  figure('random kills: kills with agents at work', kills)
  figure('random kills: agents', agents)
  figure('random kills: events lost, doubled; agents killed', '0, 0, 0')
  figure(
    'random kills: caught up after the port answers, least / middle / most',
    spread(caughtUp),
    'ms',
  )
}, 900_000)
