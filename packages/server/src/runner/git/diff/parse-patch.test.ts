// The hunks of a patch: line ends, files that do not end with one, lines that look like heads of hunks or files.
import { expect, it } from 'vitest'
import { hunksAt, onlyLines, parsePatch } from './parse-patch.ts'

const patch = (...lines: string[]) => `${lines.join('\n')}\n`
const file = ['diff --git a/x b/x', 'index 1..2 100644', '--- a/x', '+++ b/x']

it.each<
  [what: string, lines: string[], hunks: [head: number[], heading: string, lines: string[]][]]
>([
  [
    'one line in the middle',
    ['@@ -1,3 +1,3 @@ class A {', ' a', '-b', '+B', ' c'],
    [[[1, 3, 1, 3], 'class A {', [' a', '-b', '+B', ' c']]],
  ],
  ['counts left out', ['@@ -1 +1 @@', '-a', '+b'], [[[1, 1, 1, 1], '', ['-a', '+b']]]],
  ['a file that was empty', ['@@ -0,0 +1,2 @@', '+a', '+b'], [[[0, 0, 1, 2], '', ['+a', '+b']]]],
  [
    'CR before the newline',
    ['@@ -1 +1 @@', '-a\r', '+b\r'],
    [[[1, 1, 1, 1], '', ['-a\r', '+b\r']]],
  ],
  [
    'no newline at both ends',
    ['@@ -1 +1 @@', '-a', '\\ No newline at end of file', '+b', '\\ No newline at end of file'],
    [
      [
        [1, 1, 1, 1],
        '',
        ['-a', '\\ No newline at end of file', '+b', '\\ No newline at end of file'],
      ],
    ],
  ],
  [
    'lines that look like heads',
    [
      '@@ -1,2 +1,3 @@',
      ' diff --git a/y b/y',
      '--- a/z',
      '+++ b/z',
      '+@@ -1 +1 @@',
      '@@ -9 +10 @@',
      '-i',
      '+j',
    ],
    [
      [[1, 2, 1, 3], '', [' diff --git a/y b/y', '--- a/z', '+++ b/z', '+@@ -1 +1 @@']],
      [[9, 1, 10, 1], '', ['-i', '+j']],
    ],
  ],
  [
    'an empty line of context',
    ['@@ -1,3 +1,3 @@', ' ', '-a', '+b', ' '],
    [[[1, 3, 1, 3], '', [' ', '-a', '+b', ' ']]],
  ],
  ['nothing but a mode', ['old mode 100644', 'new mode 100755'], []],
  ['a binary', ['Binary files a/x and b/x differ'], []],
])('reads %s', (_, lines, hunks) => {
  const [section = []] = parsePatch(patch(...file, ...lines))
  expect(
    section.map((hunk) => [
      [hunk.oldStart, hunk.oldLines, hunk.newStart, hunk.newLines],
      hunk.heading,
      hunk.lines,
    ]),
  ).toEqual(hunks)
})

it('finds the hunks of one of several files, and both of one that became a link', () => {
  const text = patch(
    ...file, '@@ -1 +0,0 @@', '-x',
    'diff --git a/l b/l', '@@ -1 +0,0 @@', '-text',
    'diff --git a/l b/l', '@@ -0,0 +1 @@', '+target', '\\ No newline at end of file',
    'diff --git a/z b/z', '@@ -1 +1 @@', '-1', '+2',
  ) // prettier-ignore
  const changes = [
    { path: 'x', status: 'D' },
    { path: 'l', status: 'T' },
    { path: 'z', status: 'M' },
  ]
  expect(hunksAt('z', changes, text).flatMap(({ lines }) => lines)).toEqual(['-1', '+2'])
  expect(onlyLines(hunksAt('l', changes, text))).toEqual({ before: 'text', after: 'target' })
  expect(hunksAt('q', changes, text)).toEqual([])
})
