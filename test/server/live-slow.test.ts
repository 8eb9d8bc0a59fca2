// What readers that never read cost, measured from outside on a server of its own: the peak of its resident memory.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { floodAgent } from '../support/burst/burst.ts'
import { startCrashRig, type CrashRig } from '../support/crash-rig.ts'
import { openLive, type LiveClient } from '../support/live-client.ts'
import { makeRepository } from '../support/server.ts'

const readers = 10
let rig: CrashRig
let projectId: string

beforeAll(async () => {
  rig = await startCrashRig()
  rig.env['CLAUDE_PATH'] = floodAgent
  await rig.end('SIGTERM')
  await rig.start()
  const path = makeRepository(join(rig.folder, 'shop'))
  projectId = (await rig.api('POST', '/api/projects', { path })).body['id']
})
afterAll(() => rig?.close())

/** The peak of the server's memory since it was last asked for, in MB. */
function peak(): number {
  const { pid } = rig.server()
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  writeFileSync(`/proc/${pid}/clear_refs`, '5')
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1000
}

/** From the list: a snapshot would cost what is measured. */
async function statusOf(id: string): Promise<string | undefined> {
  const { body } = await rig.api('GET', '/api/threads')
  // The contract's answer.
  const { threads } = body as { threads: { id: string; status: string }[] }
  return threads.find((thread) => thread.id === id)?.status
}

const flood = (lines: number) =>
  `Say a lot: flood ${JSON.stringify({ lines, perSecond: 2000, perMessage: lines, width: 2000 })}`

/** Lets an agent say 12 MB to readers of which all but one read nothing, and gives the server's peak meanwhile. */
async function pour(idle: number): Promise<{ peakMb: number; slow: LiveClient[] }> {
  const id = await rig.thread({ projectId, prompt: flood(1) })
  await rig.until(id, ({ status }) => status === 'completed')
  const all: LiveClient[] = []
  for (let count = 0; count <= idle; count += 1) {
    const client = await openLive(rig.server())
    client.subscribe(`thread:${id}`)
    await client.waitUntil(({ type }) => type === 'snapshot')
    all.push(client)
  }
  const [quick, ...slow] = all
  for (const client of slow) client.socket.pause()
  peak()
  await rig.api('POST', `/api/threads/${id}/messages`, { text: flood(6000) })
  // Not from the quick reader: on a busy machine it falls behind too.
  await expect.poll(() => statusOf(id), { timeout: 60_000 }).toBe('completed')
  const peakMb = peak()
  await quick!.close()
  return { peakMb, slow }
}

it.runIf(process.platform === 'linux')(
  'ten readers that never read cost less than 20 MB each, and begin anew when they read again [linux]',
  async () => {
    await pour(0)
    const alone = await pour(0)
    const { peakMb, slow } = await pour(readers)
    // 4 MB are kept for each; the rest is for what a collector of garbage does when it likes.
    expect((peakMb - alone.peakMb) / readers).toBeLessThan(20)
    for (const client of slow) client.socket.resume()
    await Promise.all(slow.map((client) => client.waitUntil(({ type }) => type === 'reset')))
    await Promise.all(slow.map((client) => client.close()))
  },
)
