import { expect, it } from 'vitest'
import { readCloneProgress } from './clone-progress.ts'

it.each([
  ['remote: Counting objects:  50% (3/6)', ['counting', 50, null, null]],
  ['remote: Enumerating objects: 5, done.', ['counting', null, null, null]],
  ['Receiving objects:  42% (3/7), 1.50 MiB | 600.00 KiB/s', ['receiving', 42, 1_572_864, 614_400]],
  [
    'Receiving objects: 100% (7/7), 512 bytes | 512.00 bytes/s, done.',
    ['receiving', 100, 512, 512],
  ],
  ['Receiving objects:  10% (1/7), 2.00 GiB', ['receiving', 10, 2 ** 31, null]],
  ['Resolving deltas: 100% (2/2), done.', ['settling', 100, null, null]],
  ['Updating files:  7% (1/14)', ['writing', 7, null, null]],
])('reads %j', (line, [phase, percent, bytes, bytesPerSecond]) => {
  expect(readCloneProgress(line)).toEqual({ phase, percent, bytes, bytesPerSecond })
})

it.each(["Cloning into 'x'...", 'remote: Counting sheep: 3% (1/30)', ''])(
  'passes over %j',
  (line) => {
    expect(readCloneProgress(line)).toBeNull()
  },
)
