// What rules answer and, above all, what they do not.
import { describe, expect, it } from 'vitest'
import type { Ask } from '../../nouns/approval.ts'
import type { ToolDetail } from '../../nouns/tool-call.ts'
import { commandMatches } from './command-pattern.ts'
import { hostMatches, hostOf, plainHost } from './host-pattern.ts'
import { pathMatches, placeMatches } from './path-pattern.ts'
import { inDoubt } from './rule-doubt.ts'
import { ruleFor, ruleKindOf, ruleMatches, whyNot, type RuleSaying } from './rule-match.ts'
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

describe('a place', () => {
  it.each([
    ['/home/me/a.txt', '/home/me/a.txt', true],
    ['/home/me/./a.txt', '/home/me/a.txt', true],
    ['/home/me/a.txt', '/home/me/a.txt.old', false],
    ['/home/me/*', '/home/me/a.txt', true],
    ['/home/me/*', '/home/me/deep/a.txt', false],
    ['/home/me/**', '/home/me/deep/a.txt', true],
    ['/home/me/**', '/home/me', false],
    ['/home/me/**', '/home/mean/a.txt', false],
    ['/home/**/a.txt', '/home/me/deep/a.txt', true],
    ['/home/me/**', '/home/me/../other/a.txt', false],
    ['/home/me/../other/*', '/home/other/a.txt', false],
    ['/**', '/home/me/a.txt', false],
    ['/*/me/a.txt', '/home/me/a.txt', false],
    ['/h*/me/a.txt', '/home/me/a.txt', false],
    ['home/me/**', 'home/me/a.txt', false],
    ['~/**', '~/a.txt', false],
    ['/', '/', false],
    ['/home//me', '/home//me', false],
    ['/home/me/', '/home/me', false],
  ])('%j on reading %j: %s', (pattern, place, expected) => {
    expect(placeMatches(pattern, place, false)).toBe(expected)
  })

  it.each([
    ['/home/me', '/home/me', true],
    ['/home/me', '/home/me/deep', false],
    ['/home/*/docs', '/home/me/docs', true],
    ['/home/**', '/home/me/docs', true],
    ['/home/*', '/home/me', false],
    ['/home/m*', '/home/me', false],
  ])('%j on searching all of %j: %s', (pattern, place, expected) => {
    expect(placeMatches(pattern, place, true)).toBe(expected)
  })
})

describe('an address', () => {
  it.each([
    ['https://example.org', 'example.org'],
    ['http://Example.ORG/a?b#c', 'example.org'],
    ['https://example.org:8443/', 'example.org:8443'],
    ['https://example.org?x=/@evil.net', 'example.org'],
    ['https://127.0.0.1/', '127.0.0.1'],
    ['https://example.org@evil.net/', null],
    ['https://me:word@example.org/', null],
    ['https://example.org\\@evil.net/', null],
    ['https://exa\nmple.org/', null],
    ['https://example.org /', null],
    ['https://example.org./', null],
    ['https://.example.org/', null],
    ['https://example..org/', null],
    ['https://-example.org/', null],
    ['https://exämple.org/', null],
    ['https://example%2eorg/', null],
    ['https://[::1]/', null],
    ['https:///example.org/', null],
    ['https:example.org', null],
    ['ftp://example.org/', null],
    ['file:///etc/passwd', null],
    [' https://example.org/', null],
    ['example.org', null],
  ])('%j leads to %j for sure', (target, host) => {
    expect(hostOf(target)).toBe(host)
  })

  it.each([
    ['example.org', 'https://example.org/x', true],
    ['EXAMPLE.org', 'https://example.org/x', true],
    ['example.org', 'https://www.example.org/', false],
    ['example.org', 'https://example.org.evil.net/', false],
    ['example.org', 'https://example.org:8443/', false],
    ['example.org:8443', 'https://example.org:8443/', true],
    ['*.example.org', 'https://www.example.org/', true],
    ['*.example.org', 'https://a.b.example.org/', true],
    ['*.example.org', 'https://example.org/', false],
    ['*.example.org', 'https://evilexample.org/', false],
    ['*.example.org:1', 'https://a.example.org:1/', true],
    ['*.example.org', 'https://a.example.org:1/', false],
    ['*.org', 'https://example.org/', false],
    ['*', 'https://example.org/', false],
    ['www.*.org', 'https://www.example.org/', false],
    ['https://example.org', 'https://example.org/', false],
  ])('the host %j on %j: %s', (pattern, target, expected) => {
    expect(hostMatches(pattern, target)).toBe(expected)
  })

  it.each([
    ['example.org', 'example.org'],
    ['*.Example.org:80', '*.example.org:80'],
    ['localhost', 'localhost'],
    ['*.org', null],
    ['*example.org', null],
    ['example.org/x', null],
    ['', null],
  ])('the pattern %j is %j', (pattern, plain) => {
    expect(plainHost(pattern)).toBe(plain)
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
const fetching = (target: string) => asked('WebFetch', { kind: 'fetch', target })
const reading = (readsPath: string | null, path = 'notes.txt') => ({
  ...asked('Read', { kind: 'read', path }),
  readsPath,
})
const searching = (readsPath: string) => ({
  ...asked('Grep', { kind: 'search', pattern: 'x' }),
  readsPath,
})

type Asked = Pick<Ask, 'kind' | 'tool' | 'detail' | 'editsCheckout' | 'readsPath'>
const asked = (tool: string, detail: ToolDetail, editsCheckout = false): Asked => ({
  kind: 'permission',
  tool,
  detail,
  editsCheckout,
})

function rule(change: Partial<RuleSaying>): RuleSaying {
  return { kind: 'command', tool: 'Bash', pattern: 'git log *', decision: 'allow', ...change }
}

const unfenced = asked('Bash', { kind: 'command', command: 'git log -3', unfenced: true })
const place = (pattern: string | null) => ({ kind: 'path', tool: 'Read', pattern }) as const
const host = (pattern: string | null) => ({ kind: 'host', tool: 'WebFetch', pattern }) as const

describe('a rule', () => {
  const edits = { kind: 'edit', tool: 'Write', pattern: 'src/**' } as const
  it.each<[string, Partial<RuleSaying>, Asked, boolean]>([
    ['its command', {}, asked('Bash', run('git log -3')), true],
    ['its command without a fence', {}, unfenced, false],
    ['a no to the same', { decision: 'deny' }, unfenced, true],
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
      'a server as the agent writes it',
      { kind: 'other', tool: 'mcp__github__*', pattern: null },
      asked('github: search', other),
      true,
    ],
    [
      'a tool as the agent writes it',
      { kind: 'other', tool: 'mcp__github__search', pattern: null },
      asked('github: search', other),
      true,
    ],
    [
      'another tool of the server',
      { kind: 'other', tool: 'github: search', pattern: null },
      asked('github: search_all', other),
      false,
    ],
    [
      'a tool that may be another server’s',
      { kind: 'other', tool: 'git: *', pattern: null },
      asked('git: hub__search', other),
      false,
    ],
    [
      'any server',
      { kind: 'other', tool: '*', pattern: null },
      asked('github: search', other),
      false,
    ],
    ['its place', place('/home/me/**'), reading('/home/me/notes.txt'), true],
    ['a place that a link leads to', place('/home/me/**'), reading('/etc/x', '/home/me/l'), false],
    ['a place that is not known', place('/home/me/**'), reading(null, '/home/me/x'), false],
    ['a request of an earlier server', place('/a/**'), asked('Read', other), false],
    ['another tool that reads', place('/home/me/**'), searching('/home/me/docs'), false],
    ['a folder to search', { ...place('/home/me'), tool: 'Grep' }, searching('/home/me'), true],
    ['every use, as before', { ...place(null), kind: 'other' }, reading(null), true],
    ['every use', place(null), reading('/home/me/notes.txt'), true],
    ['its host', host('example.org'), fetching('https://example.org/a'), true],
    ['another host', host('example.org'), fetching('https://example.net/a'), false],
    ['words to search for', host('example.org'), fetching('example.org'), false],
    ['every address, as before', { ...host(null), kind: 'other' }, fetching('https://x.y/'), true],
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

  const denied = { decision: 'deny', pattern: 'git push *' } as const
  const secrets = { ...place('/secret/**'), decision: 'deny' } as const
  const example = { ...host('example.org'), decision: 'deny' } as const
  it.each<[string, Partial<RuleSaying>, Asked, boolean]>([
    ['one command', denied, asked('Bash', run('git log')), false],
    ['the one that it denies', denied, asked('Bash', run('git push origin')), false],
    ['several commands', denied, asked('Bash', run('git push && true')), true],
    ['several others', denied, asked('Bash', run('npm test && npm start')), false],
    ['a command put together', denied, asked('Bash', run('$(echo g)it push; true')), true],
    [
      'a rule that allows',
      { ...denied, decision: 'allow' },
      asked('Bash', run('git push; a')),
      false,
    ],
    ['another tool', secrets, asked('Bash', run('cat /secret/x; true')), false],
    ['a place that is not known', secrets, reading(null, '/secret/x'), true],
    ['another place', secrets, reading('/home/me/x'), false],
    ['a search of all', { ...secrets, tool: 'Grep' }, searching('/'), true],
    ['a search elsewhere', { ...secrets, tool: 'Grep' }, searching('/home'), false],
    ['a port', example, fetching('https://example.org:443/a'), true],
    ['an address that is not plain', example, fetching('https://example.org./a'), true],
    ['another host', example, fetching('https://example.net/a'), false],
  ])('that denies leaves in doubt or not: %s', (_, change, ask, expected) => {
    expect(inDoubt([rule(change)], ask)).toBe(expected)
  })

  it.each<[Partial<RuleSaying>, ReturnType<typeof whyNot>]>([
    [{}, null],
    [{ pattern: null }, 'open'],
    [{ pattern: '*' }, 'program'],
    [{ pattern: 'git* log' }, 'program'],
    [{ pattern: 'a && b' }, null],
    [{ kind: 'edit', pattern: '../x' }, 'outside'],
    [{ kind: 'edit', pattern: '/x' }, 'outside'],
    [place('/home/me/**'), null],
    [place('/**'), 'place'],
    [place('home'), 'place'],
    [place('/a/../b'), 'place'],
    [host('*.example.org'), null],
    [host('*.org'), 'host'],
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
  })

  it.each<[string, Asked, string | null | undefined]>([
    ['a command without a fence', unfenced, undefined],
    ['a file elsewhere', reading('/home/me/notes.txt'), '/home/me/notes.txt'],
    ['what a link leads to', reading('/etc/hosts', 'link'), '/etc/hosts'],
    ['a file that is not there', reading(null), undefined],
    ['a name with a star', reading('/home/me/a*.txt'), undefined],
    ['all there is', searching('/'), undefined],
    ['a folder', searching('/home/me'), '/home/me'],
    ['an address', fetching('https://Example.org:8443/x'), 'example.org:8443'],
    ['an address that is not certain', fetching('https://example.org@evil.net'), undefined],
    ['words to search for', asked('WebSearch', { kind: 'fetch', target: 'how to' }), null],
    ['a tool of a server', asked('github: search', other), null],
  ])('for %s is exactly that, and it matches', (_, ask, pattern) => {
    const offered = suggestRule(ask)
    expect(offered?.pattern).toBe(pattern)
    if (offered) {
      const made = rule({ ...offered, kind: ruleKindOf(ask) })
      expect([ruleMatches(made, ask), whyNot(made)]).toEqual([true, null])
    }
  })
})
