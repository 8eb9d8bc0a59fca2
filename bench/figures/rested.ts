// From a message to a thread whose agent was let rest, to the first text of the agent that comes back for it.
import { randomUUID } from 'node:crypto'
import type { Findings } from '../rig/figure.ts'
import { median, now } from '../rig/numbers.ts'
import type { Rig } from '../rig/rig.ts'

const says = (text: string) => `[[script:${JSON.stringify([text])}]]`

export async function rested(rig: Rig): Promise<Findings> {
  const env = { A_PARALLEL_REST_MINUTES: '0.1' }
  const { server, projectId } = await rig.server('rested', { env })
  const times: number[] = []
  try {
    const live = await server.live()
    const id = randomUUID()
    const prompt = says('Here is the beginning.')
    await server.api('POST', '/api/threads', { id, projectId, prompt, title: 'Rested' })
    let first = 0
    await live.subscribe(id, () => (first ||= now()))
    for (let round = 1; round <= (rig.quick ? 1 : 5); round += 1) {
      await live.until(id, ({ events }) => ended(events) === round)
      first = 0
      const began = now()
      const text = says(`And here is part ${round} of it.`)
      await server.api('POST', `/api/threads/${id}/messages`, { id: randomUUID(), text })
      await live.until(id, () => first > 0)
      times.push(first - began)
      rig.say(`  rested: first text after ${times.at(-1)?.toFixed(0)} ms`)
    }
    live.close()
  } finally {
    await server.stop()
  }
  return {
    figures: [
      {
        name: 'message to a rested agent to its first text',
        unit: 'ms',
        ours: median(times),
        limitOf: null,
        limit: null,
        aim: { most: 2_000 },
        note: `median of ${times.length}; real CLI on the scripted model, its conversation taken up again`,
      },
    ],
    lost: 0,
    remarks: [],
  }
}

const ended = (events: readonly { type: string }[]) =>
  events.filter(({ type }) => type === 'run.exited').length
