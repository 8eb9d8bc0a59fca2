import { expect, it } from 'vitest'
import { saidByGit } from './failure.ts'

it.each([
  [
    "fatal: unable to access 'https://ana:s3cret@host/x'",
    "fatal: unable to access 'https://host/x'",
  ],
  [
    "fatal: unable to access 'https://ana:p@s3cret@host/x'",
    "fatal: unable to access 'https://host/x'",
  ],
  ["Cloning into 'x'...\nReceiving objects:  4% (1/25)\rfatal: early EOF\n", 'fatal: early EOF'],
])('of %j tells %j', (stderr, told) => {
  expect(saidByGit(stderr)).toBe(told)
})
