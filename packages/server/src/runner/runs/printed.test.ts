// Files that grow while they are followed, and what must not be read as one.
import type { ItemId, Printed, Signal } from '@a-parallel/shared'
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { followPrinted, withOutput, type PrintedFollower } from './printed.ts'

const itemId = 't1' as ItemId // Any text is an item's id.
const running = [{ itemId, file: 'tasks/b1.output' }]
let scratch: string
let file: string
let told: Printed[]
let follower: PrintedFollower

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'printed-'))
  mkdirSync(join(scratch, 'claude-0/-repo/session/tasks'), { recursive: true })
  file = join(scratch, 'claude-0/-repo/session/tasks/b1.output')
  told = []
  follower = followPrinted(scratch, (news) => told.push(news))
})
afterEach(() => {
  follower.close()
  rmSync(scratch, { recursive: true })
})

const latest = () => told.at(-1)?.output

it('tells the end of a file as it grows, also one that comes later', async () => {
  follower.follow(running)
  writeFileSync(file, 'one\n')
  await expect.poll(latest).toEqual({ text: 'one\n', omittedBytes: 0 })
  appendFileSync(file, 'two\n')
  await expect.poll(latest).toEqual({ text: 'one\ntwo\n', omittedBytes: 0 })
  appendFileSync(file, `${'x'.repeat(99)}\n`.repeat(1000))
  await expect.poll(() => latest()?.omittedBytes).toBeGreaterThan(80_000)
  expect(latest()?.text).toMatch(/^(x{99}\n)+$/)
})

it('tells nothing of a call that is over, nor through a link or a pipe', async () => {
  writeFileSync(join(scratch, 'secret'), 'secret')
  symlinkSync(join(scratch, 'secret'), file)
  const other = { itemId: 't2' as ItemId, file: 'tasks/b2.output' } // As above.
  writeFileSync(file.replace('b1', 'b2'), 'mine')
  follower.follow([...running, other])
  await expect.poll(() => told.length).toBe(1)
  expect(latest()?.text).toBe('mine')
  follower.follow(running)
  appendFileSync(file.replace('b1', 'b2'), 'more')
  follower.follow([{ itemId: 't3' as ItemId, file: 'tasks/b3.output' }]) // As above.
  writeFileSync(file.replace('b1', 'b3'), 'third')
  await expect.poll(() => latest()?.text).toBe('third')
  expect(told).toHaveLength(2)
})

it('gives a call that is over what its file holds, and leaves it alone where there is none', async () => {
  const item = {
    kind: 'tool-call' as const,
    id: itemId,
    parentId: null,
    name: 'Bash',
    title: 'npm run dev',
    state: 'completed' as const,
    detail: { kind: 'command' as const, command: 'npm run dev' },
    output: { text: 'ended', omittedBytes: 0 },
    exitCode: 0,
    durationMs: null,
    background: true,
  }
  const signal: Signal = { type: 'item-completed', item, printedIn: 'tasks/b1.output' }
  await Promise.all(withOutput(scratch, signal))
  expect(item.output.text).toBe('ended')
  writeFileSync(file, 'all it said\n')
  await Promise.all(withOutput(scratch, signal))
  expect(item.output.text).toBe('all it said\n')
})
