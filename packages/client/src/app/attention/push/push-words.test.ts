import type { PushMessage, ThreadId } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import { deviceName } from './device-name.ts'
import { pushWords } from './push-words.ts'

const id = '00000000-0000-4000-8000-000000000001' as ThreadId
const thread = { id, project: 'shop', title: 'Fix', failed: false }
const common = { language: 'system', sound: false } as const
const say = (key: string, values: object = {}) => [key, ...Object.values(values)].join(' ')
const words = (message: PushMessage) => {
  const { title, body, threadId } = pushWords(message, say)
  return [title, body, threadId]
}

it.each<[PushMessage, unknown[]]>([
  [
    { ...common, kind: 'asks', what: 'permission', again: false, thread },
    ['notices.name shop Fix', 'pushes.permission', id],
  ],
  [
    { ...common, kind: 'asks', what: 'plan', again: true, thread },
    ['notices.name shop Fix', 'notices.still notices.plan', id],
  ],
  [
    { ...common, kind: 'asks', what: 'budget', again: false, thread },
    ['notices.name shop Fix', 'notices.budget', id],
  ],
  [
    { ...common, kind: 'ended', count: 1, threads: [{ ...thread, failed: true }] },
    ['notices.name shop Fix', 'notices.failed', id],
  ],
  [
    { ...common, kind: 'ended', count: 7, threads: [thread, thread] },
    ['notices.several 7', 'notices.name shop Fix\nnotices.name shop Fix', null],
  ],
  [{ ...common, kind: 'try' }, ['pushes.app', 'pushes.tried', null]],
])('%j is said', (message, said) => {
  expect(words(message)).toEqual(said)
})

it.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox · Linux'],
  [
    'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36',
    'Chrome · Android',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile Safari/604.1',
    'Safari · iPhone',
  ],
  ['Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0', 'Edge · Windows'],
  ['', '?'],
])('%s is called %s', (userAgent, name) => {
  expect(deviceName(userAgent)).toBe(name)
})
