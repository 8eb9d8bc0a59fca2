import { expect, it } from 'vitest'
import { handOverMessage } from './hand-over.ts'

it('tells what both sides were for, and how to end it', () => {
  const told = handOverMessage({
    operation: 'rebase',
    files: [
      { path: 'a.ts', ours: true, theirs: true },
      { path: 'b.ts', ours: true, theirs: false },
    ],
    ours: { title: 'Mend the login', lastWords: 'The login is mended.', subjects: ['Mend it'] },
    theirs: {
      subjects: ['Rename the form'],
      threads: [{ title: 'Rename all', lastWords: 'x'.repeat(5000) }],
    },
  })
  for (const part of [
    'A rebase stopped',
    '- a.ts\n- b.ts (deleted on the other side)',
    'This side, “Mend the login”:\nIts agent said last: The login is mended.\nIts commits in these files:\n- Mend it',
    '“Rename all”:\nIts agent said last: xxx',
    '- Rename the form',
    'rebase --continue',
  ])
    expect(told).toContain(part)
  expect(told.length).toBeLessThan(4000)
})

it('says where nothing is known', () => {
  const told = handOverMessage({
    operation: 'merge',
    files: [{ path: 'a', ours: false, theirs: true }],
    ours: { title: 'T', lastWords: null, subjects: [] },
    theirs: { subjects: [], threads: [] },
  })
  expect(told).toContain('read its commits')
  expect(told).toContain('a (deleted on this side)')
})
