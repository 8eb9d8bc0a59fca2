// What git says of changes, read from its own words: odd names, conflicts, renames, what cannot be counted.
import { expect, it } from 'vitest'
import { parseRaw } from './parse-raw.ts'
import { parseStatus } from './parse-status.ts'

const a = 'a'.repeat(40)
const b = 'b'.repeat(40)
const none = '0'.repeat(40)
const said = (...tokens: string[]) => tokens.map((token) => `${token}\0`).join('')

it('reads a branch with its upstream, one without, a detached head and one without a commit', () => {
  const heads = (...lines: string[]) => parseStatus(said(...lines.map((line) => `# ${line}`)))
  const upstream = ['branch.oid ' + a, 'branch.head feature/x', 'branch.upstream origin/x']
  expect(heads(...upstream, 'branch.ab +2 -13')).toEqual({
    head: a,
    branch: 'feature/x',
    upstream: { name: 'origin/x', gone: false, ahead: 2, behind: 13 },
    entries: [],
  })
  expect(heads(...upstream).upstream).toMatchObject({ gone: true, ahead: 0 })
  expect(heads('branch.oid ' + a, 'branch.head (detached)')).toMatchObject({ branch: null })
  expect(heads('branch.oid (initial)', 'branch.head main')).toMatchObject({
    head: null,
    branch: 'main',
    upstream: null,
  })
})

it.each([
  [
    'changed in both',
    `1 MM N... 100644 100644 100755 ${a} ${b} x y`,
    { path: 'x y', index: 'M', files: 'M' },
  ],
  [
    'new in the index',
    `1 A. N... 000000 100644 100644 ${none} ${b} n`,
    { head: null, staged: { mode: '100644', oid: b } },
  ],
  [
    'gone from the checkout',
    `1 .D N... 100644 100644 000000 ${a} ${a} d`,
    { mode: null, files: 'D' },
  ],
  [
    'a newline in its name',
    `1 .M N... 100644 100644 100644 ${a} ${a} one\ntwo`,
    { path: 'one\ntwo' },
  ],
  ['untracked', '? new "file"', { path: 'new "file"', untracked: true, files: '?', index: '.' }],
  [
    'in conflict',
    `u UU N... 100644 100644 100644 100644 ${a} ${b} ${a} c d`,
    { path: 'c d', conflicted: true, head: { mode: '100644', oid: b } },
  ],
])('reads a file that is %s', (_, token, entry) => {
  expect(parseStatus(said(token)).entries).toMatchObject([entry])
})

it('reads a rename, and what stands behind it', () => {
  const { entries } = parseStatus(
    said(`2 R. N... 100644 100644 100644 ${a} ${a} R100 new name`, 'old\nname', '? z'),
  )
  expect(entries.map(({ path, from }) => [path, from])).toEqual([
    ['new name', 'old\nname'],
    ['z', null],
  ])
})

it('reads records, counts and the patch behind them', () => {
  const output = said(
    `:100644 100644 ${a} ${none} M`,
    'm',
    `:000000 100755 ${none} ${b} A`,
    'bin\n',
    `:100644 100644 ${a} ${b} R087`,
    'from',
    'to',
    `:100644 120000 ${a} ${none} T`,
    't',
    `::100644 100644 100644 ${a} ${b} ${none} MM`,
    'conflict',
    `:100644 000000 ${a} ${none} U`,
    'unmerged',
    '12\t3\tm',
    '-\t-\tbin\n',
    '0\t1\t',
    'from',
    'to',
    '0\t1\tt',
    '1\t0\tt',
    '',
  )
  const { changes, patch } = parseRaw(Buffer.from(`${output}diff --git a/m b/m\n`))
  expect(patch.toString()).toBe('diff --git a/m b/m\n')
  const before = { mode: '100644', oid: a }
  const inFiles = { mode: '100644', oid: null }
  expect(changes).toEqual([
    { status: 'M', path: 'm', from: null, before, after: inFiles, added: 12, removed: 3 },
    {
      status: 'A',
      path: 'bin\n',
      from: null,
      before: null,
      after: { mode: '100755', oid: b },
      added: null,
      removed: null,
    },
    {
      status: 'R',
      path: 'to',
      from: 'from',
      before,
      after: { mode: '100644', oid: b },
      added: 0,
      removed: 1,
    },
    {
      status: 'T',
      path: 't',
      from: null,
      before,
      after: { mode: '120000', oid: null },
      added: 1,
      removed: 1,
    },
  ])
  expect(parseRaw(Buffer.alloc(0)).changes).toEqual([])
})
