import { expect, it } from 'vitest'
import { changesWanted } from './wanted.ts'

const threadId = '7f1c1e0e-2b0f-4c52-9f5e-6a2b5f1d0c11'

it.each([
  [`/t/${threadId}`, '?panel=review', { threadId, scope: undefined, file: undefined }],
  [
    `/t/${threadId}`,
    '?panel=review&scope=staged&file=src%2Fa+b.ts',
    { threadId, scope: 'staged', file: 'src/a b.ts' },
  ],
  [`/t/${threadId}`, '?panel=file&file=a.ts', null],
  [`/t/${threadId}`, '', null],
  ['/t/..', '?panel=review', null],
  ['/', '?panel=review', null],
])('finds in %s%s whose changes are to be shown', (pathname, search, wanted) => {
  expect(changesWanted({ pathname, search })).toEqual(wanted)
})
