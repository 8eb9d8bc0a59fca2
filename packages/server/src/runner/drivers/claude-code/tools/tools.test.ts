import { describe, expect, test } from 'vitest'
import { asked, askKind, editedFile, readPlace, shownName, toolDetail } from './detail.ts'
import { change, replacementHunk, writtenHunk } from './hunks.ts'
import { isOrdinaryFile, shownPath } from './paths.ts'
import { cut, oneLine, output } from './text.ts'

const cwd = '/home/dev/repo'

describe('hunks', () => {
  test('a replacement keeps the lines around it that stay', () => {
    expect(replacementHunk('a\nb\nc\n', 'a\nB\nB2\nc\n')).toEqual([
      {
        oldStart: 1,
        oldLines: 3,
        newStart: 1,
        newLines: 4,
        lines: [' a', '-b', '+B', '+B2', ' c'],
      },
    ])
  })

  test.each([
    ['', 'a', ['+a']],
    ['a', '', ['-a']],
    ['a\na\na', 'a\na', [' a', ' a', '-a']],
    ['a', 'a\na', [' a', '+a']],
  ])('%j becomes %j', (before, after, lines) => {
    expect(replacementHunk(before, after)[0]?.lines).toEqual(lines)
  })

  test('nothing to nothing is no hunk', () => {
    expect(replacementHunk('', '')).toEqual([])
    expect(writtenHunk('')).toEqual([])
  })

  test('a long one is cut, counted whole, and says how much is missing', () => {
    const { hunks, ...counts } = change(writtenHunk('line\n'.repeat(1000)))
    expect(counts).toEqual({ added: 1000, removed: 0, omittedLines: 600 })
    expect(hunks[0]?.lines).toHaveLength(400)
    expect(hunks[0]?.newLines).toBe(1000)
  })

  test('few lines may be too much as well, and nothing is kept behind a gap', () => {
    const long = change(writtenHunk(`${'x'.repeat(999)}\n`.repeat(100)))
    expect(long.hunks[0]?.lines).toHaveLength(64)
    expect(long.omittedLines).toBe(36)
    const [one, two] = [writtenHunk('line\n'.repeat(401)), writtenHunk('short')]
    expect(change([...one, ...two])).toMatchObject({ added: 402, omittedLines: 2 })
    expect(change([...one, ...two]).hunks).toHaveLength(1)
  })

  test('long lines are cut, marks of a missing newline left out', () => {
    const hunk = { oldStart: 1, oldLines: 1, newStart: 1, newLines: 1 }
    const lines = [`+${'x'.repeat(5000)}`, '\\ No newline at end of file']
    expect(change([{ ...hunk, lines }]).hunks[0]?.lines.map((line) => line.length)).toEqual([1000])
  })
})

describe('text', () => {
  test('64 KiB go whole, more lose their middle', () => {
    const whole = 'x'.repeat(64 * 1024)
    expect(output(whole)).toEqual({ text: whole, omittedBytes: 0 })
    const { text, omittedBytes } = output(`${whole}y`)
    expect(omittedBytes).toBe(1)
    expect(text.endsWith('xy')).toBe(true)
  })

  test('no character is torn', () => {
    const { text, omittedBytes } = output(`a${'😀'.repeat(30_000)}`)
    expect(text).not.toContain('\uFFFD')
    expect(Buffer.byteLength(text) - 2 + omittedBytes).toBe(120_001)
    expect(cut('😀😀', 2)).toBe('…')
  })

  test('a row shows the first line that says something', () => {
    expect(oneLine('\n\n  make\ntest')).toBe('make')
    expect(oneLine('x'.repeat(1000))).toHaveLength(200)
  })
})

describe('paths', () => {
  test.each([
    ['/home/dev/repo/src/a.ts', 'src/a.ts'],
    ['/home/dev/repo', '.'],
    ['/home/dev/repository/a.ts', '/home/dev/repository/a.ts'],
    ['/home/dev/repo/..a', '..a'],
    ['/etc/passwd', '/etc/passwd'],
    ['src/a.ts', 'src/a.ts'],
  ])('%s is shown as %s', (path, shown) => {
    expect(shownPath(path, cwd)).toBe(shown)
  })

  test.each([
    ['/home/dev/repo/src/a.ts', true],
    ['src/a.ts', true],
    ['/home/dev/repo/.github/workflows/a.yml', true],
    ['/home/dev/repo/.gitignore', true],
    ['/home/dev/repo', false],
    ['/home/dev/repo/../other/a', false],
    ['../a', false],
    ['/home/dev/repository/a', false],
    ['/home/dev/repo/.git/config', false],
    ['/home/dev/repo/.git', false],
    ['/home/dev/repo/sub/.GIT/hooks/pre-commit', false],
    ['/home/dev/repo/.claude/settings.json', false],
    ['~/a', false],
    ['', false],
    ['/home/dev/repo/a\0b', false],
  ])('%j is an ordinary file of the checkout: %s', (path, expected) => {
    expect(isOrdinaryFile(path, cwd)).toBe(expected)
  })
})

describe('details', () => {
  test.each([
    ['Bash', { command: 'npm test\n', description: 'Test' }, 'npm test', 'command'],
    ['Read', { file_path: `${cwd}/a.ts` }, 'a.ts', 'read'],
    ['Write', { file_path: `${cwd}/a.ts`, content: 'a' }, 'a.ts', 'edit'],
    ['Edit', { file_path: `${cwd}/a.ts`, old_string: 'a', new_string: 'b' }, 'a.ts', 'edit'],
    ['MultiEdit', { file_path: '/a', edits: [{ old_string: 'a' }] }, '/a', 'edit'],
    ['NotebookEdit', { notebook_path: `${cwd}/n.ipynb`, new_source: 'a' }, 'n.ipynb', 'edit'],
    ['Grep', { pattern: 'TO+DO', path: `${cwd}/src` }, 'TO+DO', 'search'],
    ['Glob', { pattern: '**/*.ts' }, '**/*.ts', 'search'],
    ['WebFetch', { url: 'https://example.org' }, 'https://example.org', 'fetch'],
    ['WebSearch', { query: 'how' }, 'how', 'fetch'],
    ['Agent', { description: 'Look', prompt: 'Look.' }, 'Look', 'task'],
    ['ExitPlanMode', { plan: '# The plan\n\n1. Go' }, 'The plan', 'plan'],
    ['AskUserQuestion', { questions: [{ question: 'Why?' }] }, 'Why?', 'question'],
    ['EnterPlanMode', {}, 'EnterPlanMode', 'other'],
    ['mcp__db__query', { sql: 'select 1' }, 'select 1', 'other'],
    ['constructor', {}, 'constructor', 'other'],
  ])('%s', (name, input, title, kind) => {
    const shown = toolDetail(name, input, cwd)
    expect(shown.title).toBe(title)
    expect(shown.detail.kind).toBe(kind)
  })

  test('what is asked is kept whole, or to a far higher limit', () => {
    const command = `ls ${'x'.repeat(40_000)}`
    const cutOff = toolDetail('Bash', { command }, cwd).detail
    expect(cutOff).toMatchObject({ command: expect.stringMatching(/…$/) })
    expect(toolDetail('Bash', { command }, cwd, asked).detail).toMatchObject({ command })
    const written = { file_path: 'a', content: 'line\n'.repeat(900) }
    expect(toolDetail('Write', written, cwd).detail).toMatchObject({ omittedLines: 500 })
    expect(toolDetail('Write', written, cwd, asked).detail).toMatchObject({ omittedLines: 0 })
    const more = { file_path: 'a', content: 'line\n'.repeat(2001) }
    expect(toolDetail('Write', more, cwd, asked).detail).toMatchObject({ omittedLines: 1 })
  })

  test.each([
    ['Edit', { old_string: 'a', new_string: 'b', replace_all: true }, { everywhere: true }],
    ['MultiEdit', { edits: [{ old_string: 'a' }, { replace_all: true }] }, { everywhere: true }],
    ['NotebookEdit', { new_source: 'a' }, { cell: { id: '', change: 'replaced' }, added: 1 }],
    [
      'NotebookEdit',
      { cell_id: 'c1', edit_mode: 'insert', new_source: 'a' },
      { cell: { id: 'c1', change: 'inserted' }, added: 1 },
    ],
    [
      'NotebookEdit',
      { cell_id: 'c1', edit_mode: 'delete', new_source: 'a' },
      { cell: { id: 'c1', change: 'deleted' }, added: 0 },
    ],
  ])('%s says how far it reaches: %j', (name, input, expected) => {
    expect(toolDetail(name, input, cwd).detail).toMatchObject(expected)
  })

  test('an edit at one place says nothing of others', () => {
    const one = { old_string: 'a', new_string: 'b', replace_all: false }
    expect(toolDetail('Edit', one, cwd).detail).not.toHaveProperty('everywhere')
  })

  test('input of any other shape still makes a detail', () => {
    const inputs = [{}, { file_path: 7, questions: 'x', edits: [1], content: null, command: {} }]
    for (const name of ['Bash', 'Write', 'MultiEdit', 'AskUserQuestion', 'Agent', 'Grep']) {
      for (const input of inputs) expect(() => toolDetail(name, input, cwd)).not.toThrow()
    }
  })

  test('a server’s tool is named after both', () => {
    expect(shownName('mcp__db__run_query')).toBe('db: run_query')
    expect(shownName('Bash')).toBe('Bash')
  })

  test('only editing tools edit a file', () => {
    expect(editedFile('Write', { file_path: 'a' })).toBe('a')
    expect(editedFile('NotebookEdit', { notebook_path: 'n' })).toBe('n')
    expect(editedFile('Bash', { file_path: 'a' })).toBeNull()
    expect(editedFile('toString', {})).toBeNull()
  })

  test('plans and questions are asked as such', () => {
    expect(['ExitPlanMode', 'AskUserQuestion', 'Bash'].map(askKind)).toEqual([
      'plan',
      'question',
      'permission',
    ])
  })
})

describe('what a command is run with', () => {
  test.each([
    [{}, {}],
    [{ run_in_background: true }, { background: true }],
    [{ timeout: 60_000 }, { timeoutMs: 60_000 }],
    [{ dangerouslyDisableSandbox: true }, { unfenced: true }],
    [{ run_in_background: 'true', timeout: 'soon', dangerouslyDisableSandbox: 1 }, {}],
    [{ run_in_background: false, timeout: -1 }, {}],
  ])('%j is %j', (input, switches) => {
    const { detail } = toolDetail('Bash', { command: 'ls', ...input }, cwd)
    expect(detail).toEqual({ kind: 'command', command: 'ls', ...switches })
  })
})

describe('what a call would read', () => {
  test.each<[string, Record<string, unknown>, string | null]>([
    ['Read', { file_path: '/etc/hosts' }, '/etc/hosts'],
    ['Read', { file_path: '/etc/../home/x' }, '/home/x'],
    ['Read', { file_path: 'a.ts' }, `${cwd}/a.ts`],
    ['Read', { file_path: '~/x' }, null],
    ['Read', {}, null],
    ['Grep', { pattern: 'x..y', path: '/var' }, '/var'],
    ['Grep', { pattern: 'x' }, cwd],
    ['Glob', { pattern: '**/*.ts', path: '/var' }, '/var'],
    ['Glob', { pattern: '../**', path: '/var' }, null],
    ['Glob', { pattern: '/etc/*', path: '/var' }, null],
    ['Bash', { command: 'cat /etc/hosts' }, null],
    ['toString', { file_path: '/etc/hosts' }, null],
  ])('%s %j: %j', (name, input, place) => {
    expect(readPlace(name, input, cwd)).toBe(place)
  })
})
