// What of a form is kept in a browser: never a value, nothing that was pasted, and that they were there.
import { expect, it } from 'vitest'
import { keepable, revived } from './kept-writing.ts'
import { writingOf, type Writing } from './writing.ts'
import { blank } from './written.ts'

const secret = 'sk-live-0123'
const form = {
  ...blank,
  name: 'phone',
  type: 'http',
  url: 'https://{tenant}.test',
  places: ['{tenant}'],
} as const
const begun: Writing = {
  ...writingOf(null),
  pasted: `{"env":{"KEY":"${secret}"}}`,
  written: { ...form, values: [{ id: 3, name: 'X-Key', value: secret, kept: false }] },
}
const again = (writing: Writing) => revived(JSON.parse(JSON.stringify(keepable(writing))), null)

it('is all but what may be secret, and that this was there', () => {
  expect(JSON.stringify(keepable(begun))).not.toContain(secret)
  const found = again(begun)
  expect(found).toEqual({
    ...writingOf(null),
    written: { ...form, values: [{ id: 0, name: 'X-Key', value: '', kept: false }] },
    lost: ['values', 'pasted'],
  })
  // Also once it was kept a second time.
  expect(found && again(found)?.lost).toEqual(['values', 'pasted'])
  expect(again({ ...writingOf(null), by: 'json', pasted: '{' })).toMatchObject({
    by: 'json',
    pasted: '',
    lost: ['pasted'],
  })
  expect(again({ ...begun, pasted: '', written: form })?.lost).toEqual([])
})

it.each([
  ['args', { command: 'npx', args: `-y\nphone\n--api-key=${secret}` }],
  ['url', { type: 'http', url: `https://phone.test/?api_key=${secret}` }],
] as const)('leaves %s out where they seem to hold a secret', (what, some) => {
  const writing = { ...writingOf(null), written: { ...blank, name: 'phone', ...some } }
  expect(JSON.stringify(keepable(writing))).not.toContain(secret)
  const found = again(writing)
  expect(found).toMatchObject({ written: { ...blank, name: 'phone', ...some, [what]: '' } })
  expect(found?.lost).toEqual([what])
  expect(found && again(found)?.lost).toEqual([what])
})

it.each([[undefined], [3], [null], [{}], [{ written: 'x' }]])(
  'is nothing where %j stands',
  (found) => expect(revived(found, null)).toBeUndefined(),
)

it('is what can be used of what somebody else wrote there', () => {
  const written = {
    name: 3,
    type: 'ftp',
    command: 'node',
    values: [null, { name: 'A' }, 'x'],
    places: [1],
  }
  expect(revived({ by: 'x', written, lost: 'all' }, null)).toEqual({
    ...writingOf(null),
    written: { ...blank, command: 'node', values: [{ id: 1, name: 'A', value: '', kept: false }] },
  })
})
