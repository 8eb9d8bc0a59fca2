// The server is killed while a long message or an answer is on its way to the agent. The agent gets it exactly once.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startCrashRig, type CrashRig } from '../support/crash-rig.ts'
import { figure, long } from '../support/crash/form.ts'
import { attend } from '../support/crash/person.ts'
import { picture } from '../support/pictures.ts'
import { bash, prompt } from '../support/scripts.ts'
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

/** Five times what a FIFO holds, no two parts of it alike: the CLI itself refuses what is longer than its model can hold. */
function longWords(mark: string): string {
  const lines = Array.from({ length: 12_000 }, (_, at) => `${mark} ${at} of a long message`)
  return lines.join('\n').slice(0, 300_000)
}

/** Its agent is let go. */
async function putAway(id: string): Promise<void> {
  await rig.api('PATCH', `/api/threads/${id}`, { archived: true })
  await rig.until(id, (thread) => thread.run?.state === 'exited')
}

const timesAsked = (mark: string) =>
  rig.model
    .requests()
    .filter((request) => request.kind === 'turn' && request.userText.startsWith(`${mark} 0 `))

async function expectGotOnce(id: string, mark: string, words: string): Promise<void> {
  await attend(rig, [id], []).done
  const asked = timesAsked(mark)
  expect(asked.map((request) => request.userText.trim() === words)).toEqual([true])
  const thread = await rig.snapshot(id)
  expectToldOnce(rig, thread, await wholeLog(rig, id))
  expect(thread.turns.filter((turn) => turn.text === words).map((turn) => turn.state)).toEqual([
    'completed',
  ])
}

/** A thread whose agent waits for its next message; its conversation has room for a long one. */
async function resting(): Promise<{ id: string; pid: number }> {
  const id = await rig.thread({ projectId, prompt: prompt('Begin', 'Here I am.') })
  await attend(rig, [id], []).done
  return { id, pid: rig.agentPid((await rig.snapshot(id)).run!.id)! }
}

async function say(id: string, text: string, images?: { id: string }[]): Promise<void> {
  const body = { text, ...(images && { images }) }
  expect((await rig.api('POST', `/api/threads/${id}/messages`, body)).status).toBe(202)
}

/** Sends an image to the server, for a message to carry. */
async function store(bytes: Buffer): Promise<void> {
  const { origin, token } = rig.server()
  const answer = await fetch(`${origin}/api/images`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: new Uint8Array(bytes),
  })
  expect(answer.status).toBe(201)
}

const rounds = long ? 10 : 3

it('a long message that the agent does not take yet arrives once, whenever the server is killed', async () => {
  for (let round = 0; round < rounds; round += 1) {
    const { id, pid } = await resting()
    const mark = `halted-${round}`
    const words = `${longWords(mark)} ${prompt('', `Got ${mark}.`)}`
    // A halted agent reads nothing: the message stays on its way while the server dies.
    process.kill(pid, 'SIGSTOP')
    try {
      await say(id, words)
      // Right behind the word of it, in the middle of handing it over, and long after.
      await wait([0, 25, 400][round % 3])
      await rig.end('SIGKILL')
      await rig.start()
    } finally {
      process.kill(pid, 'SIGCONT')
    }
    await expectGotOnce(id, mark, words)
    expect(rig.agentPid((await rig.snapshot(id)).run!.id)).toBe(pid)
    await putAway(id)
  }
}, 600_000)

it('a long message to an agent at its reading arrives once', async () => {
  for (let round = 0; round < rounds; round += 1) {
    const { id } = await resting()
    const mark = `reading-${round}`
    const words = `${longWords(mark)} ${prompt('', `Got ${mark}.`)}`
    await say(id, words)
    await wait(Math.random() * 60)
    await rig.end('SIGKILL')
    await rig.start()
    await expectGotOnce(id, mark, words)
    await putAway(id)
  }
  figure('long messages on their way at a kill: got exactly once', 2 * rounds)
}, 600_000)

it('a message of more than 1 MB with two images arrives once, and each image with it', async () => {
  for (let round = 0; round < rounds; round += 1) {
    const { id, pid } = await resting()
    const mark = `image-${round}`
    const words = `${longWords(mark)} ${prompt('', `Got ${mark}.`)}`
    // Each small enough for the CLI to send it on as it is.
    const images = [0, 1].map((which) => picture(380, 380, 2 * round + which))
    const inLine = images.reduce((sum, { bytes }) => sum + (bytes.length * 4) / 3, words.length)
    expect(inLine).toBeGreaterThan(1024 * 1024)
    for (const { bytes } of images) await store(bytes)
    const halted = round % 3 !== 2
    if (halted) process.kill(pid, 'SIGSTOP')
    try {
      await say(
        id,
        words,
        images.map(({ sha256 }) => ({ id: sha256 })),
      )
      await wait([0, 400, 20][round % 3])
      await rig.end('SIGKILL')
      await rig.start()
    } finally {
      if (halted) process.kill(pid, 'SIGCONT')
    }
    await expectGotOnce(id, mark, words)
    const hashes = (list: readonly { sha256: string }[]) => list.map(({ sha256 }) => sha256)
    expect(timesAsked(mark).map((request) => hashes(request.images))).toEqual([hashes(images)])
    await putAway(id)
  }
  figure('messages of 1 MB with images on their way at a kill: got exactly once', rounds)
}, 600_000)

it('an answer on its way arrives once, and its tool runs once', async () => {
  const answers = long ? 20 : 4
  const steps = Array.from({ length: answers }, (_, round) => [bash(`echo ${round} >> ran.txt`)])
  const id = await rig.thread({ projectId, prompt: prompt('Ask', ...steps, 'Done.') })
  for (let round = 0; round < answers; round += 1) {
    const thread = await rig.until(id, (one) => pending(one).length > 0)
    const path = `/api/threads/${id}/approvals/${pending(thread)[0]!.id}`
    expect((await rig.api('POST', path, { decision: 'allow' })).status).toBe(202)
    if (round % 2 === 1) await wait(Math.random() * 40)
    await rig.end('SIGKILL')
    await rig.start()
    await rig.until(
      id,
      (one) => one.approvals.filter((ask) => ask.state === 'answered').length > round,
    )
  }
  await attend(rig, [id], []).done
  const thread = await rig.snapshot(id)
  const ran = readFileSync(join(thread.worktreePath!, 'ran.txt'), 'utf8')
  expect(ran).toBe(steps.map((_, round) => `${round}\n`).join(''))
  expectToldOnce(rig, thread, await wholeLog(rig, id))
  figure('answers on their way at a kill: got exactly once', answers)
}, 300_000)
