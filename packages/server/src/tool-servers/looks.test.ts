// When the addresses of servers are looked at before they are given, for how long that holds, and how long anybody waits for it.
import { Problem } from '@a-parallel/contract/model'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openLooks } from './looks.ts'
import type { ToolServerRow } from './table.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const inside = () => new Problem('tool_server_private', 'It leads inside.', { host: '10.0.0.1' })
const row = (id: string, url: string | null) => {
  const transport = url === null ? { type: 'stdio' } : { type: 'http', url }
  return { id, owner: 'ana', transport, privateAddress: false } as unknown as ToolServerRow // What is read of one.
}

function opened() {
  const asked: string[] = []
  const owners: string[] = []
  const answers = new Map<string, Promise<void>>()
  const looks = openLooks({
    log: pino({ level: 'silent' }),
    look: (url) => {
      asked.push(url)
      return answers.get(url) ?? Promise.resolve()
    },
  })
  looks.listen((owner) => owners.push(owner))
  return { looks, asked, owners, answers }
}

it('looks at what is reached by an address, once in some minutes, and at another one at once', async () => {
  const { looks, asked } = opened()
  await looks.at([row('a', 'https://a.test'), row('b', null)])
  await looks.at([row('a', 'https://a.test')])
  expect(asked).toEqual(['https://a.test'])
  await looks.at([row('a', 'https://b.test')])
  await vi.advanceTimersByTimeAsync(5 * 60_000)
  await looks.at([row('a', 'https://b.test')])
  expect(asked.slice(1)).toEqual(['https://b.test', 'https://b.test'])
})

it('what leads inside is refused until it is found otherwise, and its owner is told of both', async () => {
  const { looks, owners, answers } = opened()
  const one = row('a', 'https://a.test')
  answers.set('https://a.test', Promise.reject(inside()))
  await looks.at([one])
  expect(looks.refusalOf(one)?.toValue()).toMatchObject({
    code: 'tool_server_leads_inside',
    values: { host: '10.0.0.1' },
  })
  expect(looks.refusalOf(row('a', 'https://b.test'))).toBeNull()
  await expect(looks.anew(one)).rejects.toMatchObject({ code: 'tool_server_private' })
  expect(owners).toEqual(['ana'])
  answers.delete('https://a.test')
  await looks.anew(one)
  expect([looks.refusalOf(one), owners]).toEqual([null, ['ana', 'ana']])
})

it('nobody waits for more than a second: what is found later counts from then on', async () => {
  const { looks, owners, answers } = opened()
  const one = row('a', 'https://a.test')
  let reject: (cause: Problem) => void = () => undefined
  answers.set('https://a.test', new Promise((_, refuse) => (reject = refuse)))
  let isOver = false
  const waiting = looks.at([one]).then(() => (isOver = true))
  await vi.advanceTimersByTimeAsync(999)
  expect(isOver).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  await waiting
  expect([looks.refusalOf(one), owners]).toEqual([null, []])
  reject(inside())
  await vi.waitFor(() => expect(owners).toEqual(['ana']))
  expect(looks.refusalOf(one)).not.toBeNull()
})

it('one that could not be looked at is given', async () => {
  const { looks, owners, answers } = opened()
  const one = row('a', 'https://a.test')
  answers.set('https://a.test', Promise.reject(new Error('no sockets')))
  await looks.at([one])
  expect([looks.refusalOf(one), owners]).toEqual([null, []])
})
