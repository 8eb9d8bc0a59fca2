import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { identify } from './identity.ts'
import { isPaused } from './paused.ts'

it('tells a halted process from one that sleeps, and from another of the same pid', async () => {
  const child = spawn('sleep', ['60'])
  await once(child, 'spawn')
  const identity = (await identify(child.pid ?? 0))! // It was spawned a moment ago.
  expect(await isPaused(identity)).toBe(false)
  child.kill('SIGSTOP')
  await expect.poll(() => isPaused(identity)).toBe(true)
  expect(await isPaused({ ...identity, start: '1' })).toBe(false)
  child.kill('SIGCONT')
  await expect.poll(() => isPaused(identity)).toBe(false)
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(await isPaused(identity)).toBe(false)
})
