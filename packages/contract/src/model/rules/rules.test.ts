// What rules answer and, above all, what they do not.
import { describe, expect, it } from 'vitest'
import type { Ask } from '../../nouns/approval.ts'
import type { ToolDetail } from '../../nouns/tool-call.ts'
import { commandMatches } from './command-pattern.ts'
import { pathMatches } from './path-pattern.ts'
import { ruleFor, ruleMatches, whyNot, type RuleSaying } from './rule-match.ts'
import { suggestRule } from './rule-suggestion.ts'
import { commandWords } from './shell-words.ts'

describe('a command', () => {
  it.each([
    ['git log', ['git', 'log']],
    ['  git  \'log\'\t"-n 1" ', ['git', 'log', '-n 1']],
    [`git commit -m 'a; b && c | d > e $(f) \`g\`'`, null],
    [`git commit -m "a; b && c | d > e"`, ['git', 'commit', '-m', 'a; b && c | d > e']],
    [`echo 'a'"b"c`, ['echo', 'abc']],
    ['git diff HEAD~1 HEAD^', ['git', 'diff', 'HEAD~1', 'HEAD^']],
    ["echo ''", ['echo', '']],
  ])('%j is read as %j', (command, words) => {
    // What is quoted in single quotes is safe whatever it holds.
    expect(commandWords(command)).toEqual(
      words ?? ['git', 'commit', '-m', 'a; b && c | d > e $(f) `g`'],
    )
  })

  it.each([
    'git log; rm -rf x',
    'git log && rm x',
    'git log || rm x',
    'git log & rm x',
    'git log &',
    'git log | sh',
    'git log > x',
    'git log >> x',
    'git log < x',
    'git log 2>&1',
    'git log <<< x',
    'git log $(rm x)',
    'git log `rm x`',
    'git log "$(rm x)"',
    'git log "`rm x`"',
    'git log $X',
    'git log <(rm x)',
    'git log >(rm x)',
    'git log\nrm x',
    'git log\r\nrm x',
    'git log\0',
    "git log $'\\n'rm",
    'git log {a,b}',
    'git log \\; rm',
    'git log "a\\"; rm x; \\""',
    'git log !!',
    '(git log)',
    '{ git log; }',
    '! git log',
    'git log #x',
    'git log ~/x',
    '=git log',
    'git log "x',
    "git log 'x",
    'PATH=/evil git log',
    'GIT_PAGER=x git log',
    '"A=b" git log',
    '',
    '   ',
  ])('%j is not read at all', (command) => {
    expect(commandWords(command)).toBeNull()
    expect(commandMatches('git log *', command)).toBe(false)
    expect(commandMatches('git *', command)).toBe(false)
  })
})

describe('a pattern', () => {
  it.each([
    ['git log *', 'git log', true],
    ['git log *', 'git log --oneline -5', true],
    ['git log *', 'git logs', false],
    ['git log *', 'git', false],
    ['git log *', 'git -c core.pager=evil log', false],
    ['git log', 'git log -5', false],
    ['git log', "git 'log'", true],
    ['git * -5', 'git log -5', true],
    ['git * -5', 'git log --all -5', false],
    ['git commit -m *', 'git commit -m "fix; that"', true],
    ['npm run test:*', 'npm run test:unit', true],
    ['npm run test:*', 'npm run build', false],
    ['cat build/*', 'cat build/a.txt', true],
    ['cat build/*', 'cat build/../../etc/passwd', false],
    ['ls *.ts', 'ls a.ts', true],
    ['ls a*b*c', 'ls axbxc', true],
    ['ls a*b*c', 'ls abc', true],
    ['ls ab*ba', 'ls aba', false],
    ['rm \\*.log', 'rm *.log', true],
    ['rm \\*.log', 'rm a.log', false],
    ['echo "*"', 'echo x', false],
    ['* log', 'git log', false],
    ['g*', 'git log', false],
    ['*', 'git log', false],
    ['a && b', ' a && b ', true],
    ['a && b', 'a && b && c', false],
    ['a && *', 'a && b', false],
  ])('%j on %j: %s', (pattern, command, expected) => {
    expect(commandMatches(pattern, command)).toBe(expected)
  })

  it('is about no command that is too long to be read', () => {
    expect(commandMatches('echo *', `echo ${'x'.repeat(5000)}`)).toBe(false)
  })

  it.each([
    ['src/**', 'src/a.ts', true],
    ['src/**', 'src/deep/er/a.ts', true],
    ['src/**', 'src', false],
    ['src/**', 'srcs/a.ts', false],
    ['src/*', 'src/deep/a.ts', false],
    ['**/*.ts', 'a.ts', true],
    ['**/*.ts', 'src/deep/a.ts', true],
    ['**/*.ts', 'src/a.tsx', false],
    ['src/**/a.ts', 'src/a.ts', true],
    ['./src/*', 'src/a.ts', true],
    ['src/*', './src/a.ts', true],
    ['src/**', 'src/../other/a.ts', false],
    ['src/**', '/src/a.ts', false],
    ['/etc/*', '/etc/passwd', false],
    ['../*', '../a', false],
    ['**', '../a', false],
    ['~/*', '~/a', false],
    ['a.ts', 'axts', false],
    ['a[b].ts', 'a[b].ts', true],
    ['src//a.ts', 'src//a.ts', false],
    ['**/a/**/b', 'x/a/y/z/b', true],
    [`${'**/x/'.repeat(300)}b`, `${'x/'.repeat(300)}c`, false],
    [`${'a*'.repeat(100)}b`, 'a'.repeat(250), false],
  ])('%j on the file %j: %s', (pattern, path, expected) => {
    expect(pathMatches(pattern, path)).toBe(expected)
  })
})

const run = (command: string): ToolDetail => ({ kind: 'command', command })
const edit = (path: string): ToolDetail => ({
  kind: 'edit',
  path,
  created: false,
  hunks: [],
  added: 0,
  removed: 0,
  omittedLines: 0,
})
const other: ToolDetail = { kind: 'other', input: '{}' }

type Asked = Pick<Ask, 'kind' | 'tool' | 'detail' | 'editsCheckout'>
const asked = (tool: string, detail: ToolDetail, editsCheckout = false): Asked => ({
  kind: 'permission',
  tool,
  detail,
  editsCheckout,
})

function rule(change: Partial<RuleSaying>): RuleSaying {
  return { kind: 'command', tool: 'Bash', pattern: 'git log *', decision: 'allow', ...change }
}

describe('a rule', () => {
  const edits = { kind: 'edit', tool: 'Write', pattern: 'src/**' } as const
  it.each<[string, Partial<RuleSaying>, Asked, boolean]>([
    ['its command', {}, asked('Bash', run('git log -3')), true],
    ['another tool', { tool: 'Shell' }, asked('Bash', run('git log')), false],
    ['every command', { pattern: null }, asked('Bash', run('git log')), false],
    ['no command', { pattern: null, decision: 'deny' }, asked('Bash', run('a; b')), true],
    ['its file', edits, asked('Write', edit('src/a.ts'), true), true],
    ['a file that links lead out of', edits, asked('Write', edit('src/a.ts')), false],
    [
      'any file of the checkout',
      { ...edits, pattern: null },
      asked('Write', edit('a'), true),
      true,
    ],
    ['any file elsewhere', { ...edits, pattern: null }, asked('Write', edit('/a')), false],
    [
      'its tool',
      { kind: 'other', tool: 'github: search', pattern: null },
      asked('github: search', other),
      true,
    ],
    [
      'its server',
      { kind: 'other', tool: 'github: *', pattern: null },
      asked('github: search', other),
      true,
    ],
    [
      'a server whose name begins alike',
      { kind: 'other', tool: 'git: *', pattern: null },
      asked('github: search', other),
      false,
    ],
    [
      'a tool of another kind',
      { kind: 'other', tool: 'Bash', pattern: null },
      asked('Bash', run('git log')),
      false,
    ],
  ])('for %s', (_, change, ask, expected) => {
    expect(ruleMatches(rule(change), ask)).toBe(expected)
  })

  it('answers neither plans nor questions', () => {
    const plan = { ...asked('ExitPlanMode', other), kind: 'plan' as const }
    expect(
      ruleMatches({ kind: 'other', tool: 'ExitPlanMode', pattern: null, decision: 'allow' }, plan),
    ).toBe(false)
  })

  it('that denies goes before one that allows', () => {
    const rules = [rule({}), rule({ decision: 'deny', pattern: 'git log --all' })]
    expect(ruleFor(rules, asked('Bash', run('git log --all')))?.decision).toBe('deny')
    expect(ruleFor(rules, asked('Bash', run('git log')))?.decision).toBe('allow')
    expect(ruleFor(rules, asked('Bash', run('git push')))).toBeNull()
  })

  it.each<[Partial<RuleSaying>, ReturnType<typeof whyNot>]>([
    [{}, null],
    [{ pattern: null }, 'open'],
    [{ pattern: '*' }, 'program'],
    [{ pattern: 'git* log' }, 'program'],
    [{ pattern: 'a && b' }, null],
    [{ kind: 'edit', pattern: '../x' }, 'outside'],
    [{ kind: 'edit', pattern: '/x' }, 'outside'],
    [{ kind: 'other', pattern: 'x' }, 'pattern'],
  ])('%j: %s', (change, fault) => {
    expect(whyNot(rule(change))).toBe(fault)
  })
})

describe('the rule that is offered', () => {
  it.each([
    ['git log --oneline', 'git log *'],
    ['git commit -m x', 'git commit *'],
    ['git push origin main', 'git push origin main'],
    ['git reset --hard', 'git reset --hard'],
    ['git -C sub commit', 'git -C sub commit'],
    ['git', 'git'],
    ['npm --prefix web ci', 'npm --prefix web ci'],
    ['sed -i s/a/b/ f', 'sed -i s/a/b/ f'],
    ['pytest -x tests', 'pytest *'],
    ['make build', 'make build'],
    ['npm test', 'npm test'],
    ['npm run build', 'npm run build'],
    ['npm run build -- --watch', 'npm run build *'],
    ['touch a.txt', 'touch *'],
    ['rm -rf *.log', 'rm -rf \\*.log'],
    [`bash -c 'ls *'`, `bash -c 'ls *'`],
    ['git add . && git commit', 'git add . && git commit'],
    ['./deploy.sh now', './deploy.sh now'],
    ['/usr/bin/thing now', '/usr/bin/thing now'],
    ['cat <<EOF\nx\nEOF', undefined],
  ])('for %j is %j, and it matches', (command, pattern) => {
    const ask = asked('Bash', run(command))
    const offered = suggestRule(ask)
    expect(offered?.pattern).toBe(pattern)
    if (offered) expect(ruleMatches(rule(offered), ask)).toBe(true)
  })

  it('for a file is its folder, and none outside the checkout', () => {
    expect(suggestRule(asked('Write', edit('src/a.ts'), true))).toEqual({
      tool: 'Write',
      pattern: 'src/**',
    })
    expect(suggestRule(asked('Write', edit('a.ts'), true))?.pattern).toBe('a.ts')
    expect(suggestRule(asked('Write', edit('/etc/passwd')))).toBeNull()
    expect(suggestRule(asked('WebFetch', other))).toEqual({ tool: 'WebFetch', pattern: null })
  })
})
