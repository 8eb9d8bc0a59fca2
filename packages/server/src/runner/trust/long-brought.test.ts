// What is too long to be read whole is never taken for something that runs nothing.
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { agentBrought, agentFiles } from './agent-brought.ts'
import { embeddedBrought } from './git-brought.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'a-parallel-long-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

it.each([
  [
    'a slash command',
    '.claude/commands/a.md',
    '!`x`\n',
    async () => agentBrought(root, await agentFiles(root), []),
  ],
  ['a repository inside', 'x/config', '\n[core]\n', () => embeddedBrought(root, ['x'])],
])('tells of %s, however late it says what it runs', async (_, file, end, read) => {
  const path = join(root, file)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, '# Some words\n')
  expect(await read()).toEqual([])
  for (const bytes of [5 << 20, 300 << 20]) {
    truncateSync(path, bytes)
    appendFileSync(path, end)
    expect(await read()).toMatchObject([{ file: file.replace('/config', '') }])
  }
})
