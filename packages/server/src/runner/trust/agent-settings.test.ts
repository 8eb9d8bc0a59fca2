import { expect, it } from 'vitest'
import { serversBrought, settingsBrought } from './agent-settings.ts'
import { wordsBrought, wordsFolderOf } from './agent-words.ts'

const file = '.claude/settings.json'
const hook = (command: string, matcher = '*') => ({
  hooks: { PreToolUse: [{ matcher, hooks: [{ type: 'command', command }] }] },
})
const briefly = (settings: unknown) =>
  settingsBrought(file, JSON.stringify(settings)).map(({ kind, key, text }) => [kind, key, text])

it.each([
  [{ model: 'opus', outputStyle: 'terse', language: 'es' }, []],
  [hook('sh x.sh'), [['agent-hook', 'hooks.PreToolUse', 'sh x.sh']]],
  [{ hooks: 'odd' }, [['agent-setting', 'hooks', 'odd']]],
  [{ hooks: { Stop: 'odd' } }, [['agent-hook', 'hooks.Stop', 'odd']]],
  [
    { permissions: { allow: ['Bash(ls)', 'Write'], defaultMode: 'acceptEdits' } },
    [
      ['agent-permission', 'permissions.allow', 'Bash(ls)\nWrite'],
      ['agent-permission', 'permissions.defaultMode', 'acceptEdits'],
    ],
  ],
  [{ env: { A: 'b' } }, [['agent-environment', 'env.A', 'b']]],
  [{ apiKeyHelper: './key' }, [['agent-setting', 'apiKeyHelper', './key']]],
  [{ somethingNew: true }, [['agent-setting', 'somethingNew', 'true']]],
  [[1], [['agent-setting', '', '[1]']]],
])('tells of %j', (settings, told) => {
  expect(briefly(settings)).toEqual(told)
})

it('takes what cannot be read for something to be trusted', () => {
  expect(settingsBrought(file, '{"hooks":')).toMatchObject([{ key: '', text: '{"hooks":' }])
})

it('knows a thing by all of it', () => {
  const [one] = settingsBrought(file, JSON.stringify(hook('x')))
  const [moved] = settingsBrought(file, JSON.stringify(hook('x', 'Bash')))
  const [same] = settingsBrought(file, JSON.stringify({ model: 'opus', ...hook('x') }))
  const long = 'x'.repeat(5000)
  const [a, b] = ['a', 'b'].flatMap((end) =>
    settingsBrought(file, JSON.stringify(hook(long + end))),
  )
  expect(moved?.digest).not.toBe(one?.digest)
  expect(same?.digest).toBe(one?.digest)
  expect([a?.text === b?.text, a?.digest === b?.digest]).toEqual([true, false])
})

it('tells a tool server’s command line or address, and the rest', () => {
  const servers = {
    a: { command: 'node', args: ['x.js', '--y'] },
    b: { type: 'http', url: 'https://b.test', headers: { K: 'v' } },
    c: 7,
  }
  const told = serversBrought('.mcp.json', JSON.stringify({ mcpServers: servers }))
  expect(told.map(({ key, text }) => [key, text])).toEqual([
    ['a', 'node x.js --y'],
    ['b', 'https://b.test\n{"headers":{"K":"v"}}'],
    ['c', '7'],
  ])
  expect(serversBrought('.mcp.json', 'no JSON')).toHaveLength(1)
})

it.each([
  ['Just words.', true],
  ['---\nname: a\ndescription: |\n  many\n  words\nmodel: opus\n---\nWords', true],
  ['---\nname: a\nallowed-tools: Bash(*)\n---\nWords', false],
  ['---\nname: a\nhooks:\n  Stop: []\n---\nWords', false],
  ['---\n{ name: a, hooks: {} }\n---\nWords', false],
  ['---\n"hooks": x\n---\nWords', false],
  ['---\n  hooks: x\n---\nWords', false],
  ['---\nname: a\nWords without an end', false],
  ['Run !`git status` first', false],
  ['```!\nls\n```', false],
  ['````` !\nls\n`````', false],
  ['~~~~!\nls\n~~~~', false],
  ['Great! `code`', false],
])('%j is words alone: %s', (text, alone) => {
  expect(wordsBrought('.claude/commands/a.md', 'commands', text)).toHaveLength(alone ? 0 : 1)
})

it('reads a text that is one long fence once', () => {
  const text = '`'.repeat(4 << 20)
  expect(wordsBrought('.claude/commands/a.md', 'commands', text)).toEqual([])
})

it.each([
  ['.claude/skills/a/SKILL.md', 'skills'],
  ['web/.claude/skills/a/SKILL.md', 'skills'],
  ['.claude/skills/a/notes.md', null],
  ['.claude/commands/x/y.md', 'commands'],
  ['.claude/agents/y.md', 'agents'],
  ['claude/agents/y.md', null],
])('%s is of %s', (path, folder) => {
  expect(wordsFolderOf(path)).toBe(folder)
})
