// What may not be read is told as such, and all else beside it: nobody knows what it brings. What is no folder brings nothing.
import { mayRun, trustState } from '@a-parallel/contract/model'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { asOther } from '../../../../../test/support/skills/as-other.ts'
import { agentBrought, agentFiles } from './agent-brought.ts'
import { hooksIn } from './git-brought.ts'
import { recipeBrought } from './recipe-brought.ts'

let root: string
beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'unreadable-'))))
afterEach(() => rmSync(root, { recursive: true }))

const put = (file: string, text: string) => {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), text)
}
const shut = (file: string, mode = 0) => chmodSync(join(root, file), mode)
const brings = async () => agentBrought(root, await agentFiles(root), [])
const told = async () => (await brings()).map(({ kind, file }) => `${kind} ${file}`).toSorted()

it('a folder, a file in one, and settings, beside what can be read; until they can be', async () => {
  put('.claude/skills/ship/SKILL.md', '!`ship`\n')
  put('.claude/commands/shut.md', '!`shut`\n')
  put('.claude/commands/open.md', '!`open`\n')
  put('.claude/settings.json', '{"hooks":{}}')
  put('.mcp.json', '{}')
  for (const file of ['.claude/skills', '.claude/commands/shut.md', '.claude/settings.json'])
    shut(file)
  await asOther(root, async () => {
    expect(await told()).toEqual([
      'mcp-server .mcp.json',
      'slash-command .claude/commands/open.md',
      'unreadable .claude/commands/shut.md',
      'unreadable .claude/settings.json',
      'unreadable .claude/skills',
    ])
    const brought = await brings()
    expect(mayRun(trustState(brought, null))).toBe(false)
    // A decision is about what cannot be read, and about nothing that comes of it.
    const decided = new Set(brought.map(({ digest }) => digest))
    expect(trustState(await brings(), decided)).toBe('trusted')
    shut('.claude/skills', 0o700)
    expect(trustState(await brings(), decided)).toBe('drifted')
  })
})

it('hooks and a recipe', async () => {
  put('hooks/pre-commit', '#!/bin/sh\n')
  put('.a-parallel.json', '{"commands":[]}')
  shut('hooks/pre-commit', 0o100)
  shut('.a-parallel.json')
  await asOther(root, async () => {
    shut('hooks/pre-commit', 0)
    const hooks = await hooksIn(join(root, 'hooks'), (path) => path.slice(root.length + 1))
    expect(hooks).toMatchObject([{ kind: 'unreadable', file: 'hooks/pre-commit' }])
    shut('hooks')
    expect(await hooksIn(join(root, 'hooks'), () => 'hooks')).toMatchObject([
      { kind: 'unreadable', file: 'hooks' },
    ])
    expect(await recipeBrought(root)).toMatchObject([{ kind: 'unreadable' }])
    shut('hooks', 0o700)
  })
})

it.each([
  ['a file', () => put('.claude/skills', 'No folder.')],
  ['a loop', () => symlinkSync('skills', join(root, '.claude', 'skills'))],
  ['a way round', () => symlinkSync('.', join(root, '.claude', 'skills'))],
  ['a dead end', () => symlinkSync('nowhere', join(root, '.claude', 'skills'))],
])('nothing of %s in the place of a folder', async (_, lay) => {
  put('.claude/commands/open.md', '!`open`\n')
  lay()
  expect(await told()).toContain('slash-command .claude/commands/open.md')
  expect((await told()).filter((one) => one.startsWith('unreadable'))).toEqual([])
})
