// What an agent tells of itself becomes a fact where it is news: read again, or late, it is none.
import type { ContextMeasure, ItemId, Signal, ToldToolServer } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import {
  began,
  create,
  ended,
  id,
  ready,
  scene,
  signals,
  startTurn,
  worktreeReady,
  type Scene,
} from '../scene.ts'

const command = { name: 'greet', description: '', hint: '', aliases: [] }
const told = { ...ready, commands: [command] } as Signal // `ready` is that signal.

function measure(turn: number, tokens: number, change: Partial<ContextMeasure> = {}): Signal {
  const context = { turnId: id(turn), tokens, window: 100, compactAt: 80, parts: [], ...change }
  return { type: 'context-measured', context }
}

function started(): Scene {
  const thread = scene()
  for (const one of [create(), worktreeReady, startTurn(10)]) thread.play(one)
  return thread
}

it('commands are told once, and when they change; those of an earlier agent stay', () => {
  const thread = started()
  expect(thread.play(signals(told))).toEqual(['run.started', 'run.commands-told'])
  expect(thread.play(signals(told))).toEqual([])
  expect(thread.view?.commands).toEqual([command])
  const changed: Signal = { type: 'commands-changed', commands: [] }
  expect(thread.play(signals(changed))).toEqual(['run.commands-told'])
  expect(thread.play(signals(changed))).toEqual([])
})

it('a measure is a fact once; an earlier turn’s comes too late', () => {
  const thread = started()
  thread.play(signals(ready, began(), ended('r1', { context: { tokens: 10, window: 100 } })))
  expect(thread.view?.context).toEqual({ tokens: 10, window: 100, measured: null })
  expect(thread.play(signals(measure(10, 12)))).toEqual(['run.context-measured'])
  expect(thread.play(signals(measure(10, 12)))).toEqual([])
  expect(thread.play(signals(measure(77, 13)))).toEqual([])
  thread.play({ type: 'say', turnId: id(11), text: 'Go on' })
  thread.play(startTurn(11))
  thread.play(signals(began(501), ended('r2', { context: { tokens: 20, window: 100 } })))
  expect(thread.view?.context).toMatchObject({ tokens: 20, measured: { tokens: 12 } })
  thread.play(signals(measure(11, 21)))
  expect(thread.play(signals(measure(10, 12)))).toEqual([])
  expect(thread.view?.context).toMatchObject({ tokens: 21, measured: { turnId: id(11) } })
})

it('a turn in which the conversation was summed up leaves nothing known', () => {
  const thread = started()
  thread.play(signals(ready, began(), measure(10, 12), ended('r1', { context: null })))
  expect(thread.view?.context).toBeNull()
})

it('the next attempt is due so long after it was told; read again it is the same', () => {
  const thread = started()
  thread.play(signals(ready, began()))
  const retry = (attempt: number): Signal => ({
    type: 'item-completed',
    item: {
      kind: 'notice',
      id: 'retry' as ItemId, // Of the right shape.
      parentId: null,
      level: 'warning',
      code: 'api-retry',
      detail: '',
      values: { attempt, maxRetries: 10, delayMs: 4000 },
    },
  })
  const nextAt = () => {
    const item = thread.view?.items.at(-1)
    return item?.kind === 'notice' ? item.values.nextAt : undefined
  }
  thread.play(signals(retry(1)))
  const first = Date.parse(thread.log.at(-1)?.at ?? '') + 4000
  expect(nextAt()).toBe(first)
  thread.play({ type: 'rename', title: 'Later' })
  expect(thread.play(signals(retry(1)))).toEqual([])
  thread.play(signals(retry(2)))
  expect(nextAt()).toBeGreaterThan(first)
})

it('what each model used is added up; a turn that tells no models adds none', () => {
  const thread = started()
  const use = { inputTokens: 1, outputTokens: 2, cacheReadTokens: 3, cacheWriteTokens: 4 }
  const turn = (number: number, models: string[]) => {
    thread.play({ type: 'say', turnId: id(number), text: 'Go on' })
    thread.play(startTurn(number))
    const usage = { ...use, costUsd: 1, durationMs: 1 }
    const uses = models.map((model) => ({ model, ...use, costUsd: 0.5 }))
    thread.play(
      signals(
        began(number + 500),
        ended(`r${number}`, { usage: uses.length > 0 ? { ...usage, models: uses } : usage }),
      ),
    )
  }
  turn(10, ['sonnet'])
  turn(11, ['sonnet', 'haiku'])
  turn(12, [])
  expect(thread.view?.byModel).toEqual([
    {
      model: 'sonnet',
      inputTokens: 2,
      outputTokens: 4,
      cacheReadTokens: 6,
      cacheWriteTokens: 8,
      costUsd: 1,
    },
    { model: 'haiku', ...use, costUsd: 0.5 },
  ])
  expect(thread.view?.costUsd).toBe(3)
})

it('a tool server that an agent does without is told once for each of its processes, as a turn begins', () => {
  const thread = started()
  const told = (status: ToldToolServer['status'], name = 'echo', partly = false): Signal => ({
    type: 'tool-servers-told',
    servers: [{ name, status, error: 'with secret' }],
    partly,
  })
  thread.play(signals(ready, told('failed', 'echo', true)))
  expect(thread.view?.items.filter(({ kind }) => kind === 'notice')).toEqual([])
  expect(thread.play(signals(began(), told('connected'), told('pending')))).toEqual([
    'run.identified',
  ])
  expect(thread.play(signals(told('failed'), told('needs-sign-in', 'phone')))).toEqual([
    'item.completed',
    'item.completed',
  ])
  expect(thread.play(signals(told('failed'), told('failed', 'phone')))).toEqual([])
  const notices = thread.view?.items.filter(({ kind }) => kind === 'notice') ?? []
  expect(notices).toMatchObject([
    { turnId: id(10), code: 'tool-server-away', values: { name: 'echo', status: 'failed' } },
    { code: 'tool-server-away', values: { name: 'phone', status: 'needs-sign-in' } },
  ])
  expect(JSON.stringify(notices)).not.toContain('secret')
  expect(new Set(notices.map((one) => one.id.includes(thread.view?.run?.id ?? '-')))).toEqual(
    new Set([true]),
  )
})
