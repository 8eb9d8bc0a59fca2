import { expect, it } from 'vitest'
import { readAsk, readNews } from './messages.ts'

it.each([
  [{ kind: 'ready' }, { kind: 'ready' }],
  [
    { kind: 'drawn', height: 120.4 },
    { kind: 'drawn', height: 121 },
  ],
  [
    { kind: 'drawn', height: 1e9 },
    { kind: 'drawn', height: 2000 },
  ],
  [{ kind: 'drawn', height: Number.NaN }, null],
  [{ kind: 'drawn', height: '9' }, null],
  [{ kind: 'other' }, null],
  ['ready', null],
  [null, null],
])('believes of %j only %j', (data, news) => {
  expect(readNews(data)).toEqual(news)
})

it('takes a text and a look, and nothing else', () => {
  expect(readAsk({ code: 'graph TD', dark: true })).toEqual({
    kind: 'draw',
    code: 'graph TD',
    dark: true,
  })
  expect(readAsk({ code: 1, dark: true })).toBeNull()
})
