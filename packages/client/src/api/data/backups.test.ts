// A backup is put in place by a server that is away meanwhile; one that stays away is not waited for without end.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Unreachable } from '../refusal.ts'
import { useToken } from '../token.ts'
import { restoreBackup } from './backups.ts'

const at = '2026-11-27T10:00:00.000Z'
const list = (more: object) => ({
  folder: '/b',
  backups: [],
  restored: null,
  isRestoring: false,
  ...more,
})
const restored = { why: 'chosen', at, backupAt: null, setAside: '/b/old.db', threads: 1 }

beforeEach(() => {
  useToken.setState({ token: 'secret' })
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** @param answers to each look, the last again and again; null: nobody answers. */
function serve(answers: (object | null)[]) {
  let looks = 0
  vi.stubGlobal('fetch', (_address: string, { method }: RequestInit) => {
    if (method === 'POST') return Promise.resolve(Response.json({ at }, { status: 202 }))
    const answer = answers[Math.min(looks++, answers.length - 1)] ?? null
    return answer === null
      ? Promise.reject(new TypeError('fetch failed'))
      : Promise.resolve(Response.json(answer))
  })
  return { looks: () => looks }
}

async function outcome() {
  let isOver = false
  const settled = restoreBackup('rolling-1.db')
    .catch((cause: unknown) => cause)
    .finally(() => (isOver = true))
  while (!isOver) await vi.advanceTimersByTimeAsync(400)
  return settled
}

it('waits for a server that is away, and tells whether the backup is in its place', async () => {
  serve([list({ isRestoring: true }), null, null, list({ restored })])
  expect(await outcome()).toBe(true)
  serve([null, list({})])
  expect(await outcome()).toBe(false)
})

it('waits as long as the server is at it, and a minute for one that says nothing', async () => {
  const { looks } = serve([
    ...Array<object>(300).fill(list({ isRestoring: true })),
    list({ restored }),
  ])
  expect(await outcome()).toBe(true)
  expect(looks()).toBe(301)
  serve([null])
  expect(await outcome()).toBeInstanceOf(Unreachable)
})
