// Which bytes come of taking some lines of a change, whatever the lines are.
import fc from 'fast-check'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { hunksAt } from '../diff/parse-patch.ts'
import { fits, selected, takesOf, type Pick } from './selected.ts'

const folder = mkdtempSync(join(tmpdir(), 'a-parallel-selected-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** As git shows it. */
function diff(before: Buffer, after: Buffer, context = 3) {
  writeFileSync(join(folder, 'a'), before)
  writeFileSync(join(folder, 'b'), after)
  const args = ['diff', '--no-index', '--text', '--no-color', `-U${context}`, 'a', 'b']
  let patch: Buffer = Buffer.alloc(0)
  try {
    execFileSync('git', args, { cwd: folder, stdio: 'pipe' })
  } catch (cause) {
    patch = (cause as { stdout: Buffer }).stdout // Code 1: they differ.
  }
  return hunksAt('x', [{ path: 'x', status: 'M' }], patch.toString('utf8'))
}

it.each<[what: string, before: string, after: string, picks: Pick[], result: string]>([
  [
    'one of two hunks',
    'a\n1\n2\n3\n4\n5\n6\n7\nb\n',
    'A\n1\n2\n3\n4\n5\n6\n7\nB\n',
    [{ hunk: 1 }],
    'a\n1\n2\n3\n4\n5\n6\n7\nB\n',
  ],
  ['one line of a change', 'a\nb\nc\n', 'a\nB\nC\n', [{ hunk: 0, lines: [1, 3] }], 'a\nc\nB\n'],
  ['only what came', 'a\n', 'a\nb\nc\n', [{ hunk: 0, lines: [2] }], 'a\nc\n'],
  ['only what went', 'a\nb\nc\n', 'x\n', [{ hunk: 0, lines: [1] }], 'a\nc\n'],
  ['CR stays', 'a\r\nb\n', 'a\r\nB\r\nc\n', [{ hunk: 0, lines: [2] }], 'a\r\nb\nB\r\n'],
  ['a line behind one without a newline', 'a', 'a\nb', [{ hunk: 0, lines: [3] }], 'a\nb'],
  ['the newline at the end alone', 'a', 'a\n', [{ hunk: 0 }], 'a\n'],
  ['everything of a new file but a line', '', 'a\nb\nc', [{ hunk: 0, lines: [0, 2] }], 'a\nc'],
])('%s', (_, before, after, picks, result) => {
  const hunks = diff(Buffer.from(before), Buffer.from(after))
  const found = selected(Buffer.from(before), Buffer.from(after), hunks, takesOf(picks))
  expect(found?.bytes.toString()).toBe(result)
})

it('takes nothing where the diff is of other files', () => {
  const [a, b] = [Buffer.from('a\nb\n'), Buffer.from('a\nc\n')]
  const hunks = diff(a, b)
  for (const [before, after] of [
    ['a\n', 'a\nc\n'],
    ['a\nb\n', 'a\nd\n'],
    ['a\nb\n', 'a\nc\nd\n'],
    ['x\nb\n', 'a\nc\n'],
  ])
    expect(
      selected(Buffer.from(before ?? ''), Buffer.from(after ?? ''), hunks, () => true),
    ).toBeNull()
  expect(fits([{ hunk: 1 }], hunks)).toBe(false)
  expect(fits([{ hunk: 0, lines: [0] }], hunks)).toBe(false)
  expect(fits([{ hunk: 0, lines: [1, 2] }], hunks)).toBe(true)
})

const line = fc.constantFrom(
  'a\n',
  'b\n',
  'c\r\n',
  '\n',
  '@@ -1 +1 @@\n',
  '-- x\n',
  '\\ No\n',
  '\xff\n',
  'ü\n',
)
const file = fc
  .tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom('', 'end', '\r'))
  .map(([lines, end]) => Buffer.from(lines.join('') + end, 'latin1'))

it('all of it is the one file, none of it the other, and no line is ever made up', () => {
  fc.assert(
    fc.property(
      file,
      file,
      fc.integer({ min: 0, max: 3 }),
      fc.infiniteStream(fc.boolean()),
      (before, after, context, chances) => {
        const hunks = diff(before, after, context)
        expect(selected(before, after, hunks, () => true)?.bytes).toEqual(after)
        expect(selected(before, after, hunks, () => false)?.bytes).toEqual(before)
        const chosen = new Map<string, boolean>()
        const takes = (hunk: number, at: number) => {
          const key = `${hunk}:${at}`
          if (!chosen.has(key)) chosen.set(key, chances.next().value ?? false)
          return chosen.get(key) ?? false
        }
        const some = selected(before, after, hunks, takes)
        const rest = selected(before, after, hunks, (hunk, at) => !takes(hunk, at))
        if (!some || !rest) throw new Error('it is their diff')
        // What was taken and what was left are together what there is.
        const count = (bytes: Buffer) =>
          bytes
            .toString('latin1')
            .split('\n')
            .filter((each) => each !== '').length
        expect(count(some.bytes) + count(rest.bytes)).toBe(count(before) + count(after))
        // Taking the rest on top of some is taking all.
        const again = diff(some.bytes, after, context)
        expect(selected(some.bytes, after, again, () => true)?.bytes).toEqual(after)
      },
    ),
    { numRuns: 60, seed: 7 },
  )
})
