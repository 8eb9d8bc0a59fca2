// A diff must be readable without colour and without sight.
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { DiffHunks, numbered } from './diff-hunks.tsx'

const hunk = {
  oldStart: 10,
  newStart: 12,
  lines: [' same', '-old', '+new', '+newer', '\\ No newline at end of file'],
}

it('numbers both sides', () => {
  expect(numbered(hunk).map(({ kind, oldLine, newLine }) => [kind, oldLine, newLine])).toEqual([
    ['same', 10, 12],
    ['removed', 11, undefined],
    ['added', undefined, 13],
    ['added', undefined, 14],
  ])
})

it('draws no CR where all lines have one, and keeps it where it is what differs', () => {
  const texts = (lines: string[]) => numbered({ ...hunk, lines }).map(({ text }) => text)
  expect(texts([' a\r', '-b\r', '+c\r'])).toEqual(['a', 'b', 'c'])
  expect(texts([' a\r', '-b\r', '+b', '\\ No newline at end of file'])).toEqual(['a\r', 'b\r', 'b'])
})

const labels = {
  added: (n: number) => `added line ${n}: `,
  removed: (n: number) => `removed line ${n}: `,
  showAll: String,
}

it('names what cannot be seen in a line', () => {
  const lines = ['+if (admin) \u202E{', ' same']
  const html = renderToStaticMarkup(
    <DiffHunks hunks={[{ ...hunk, lines }]} label="Change" labels={labels} />,
  )
  expect(html).toContain('>U+202E<')
  expect(html).not.toContain('\u202E')
})

it('says added and removed in words and in characters', () => {
  const html = renderToStaticMarkup(<DiffHunks hunks={[hunk]} label="Change" labels={labels} />)
  expect(html).toContain('added line 13: ')
  expect(html).toContain('removed line 11: ')
  expect(html).toContain('>+<')
  expect(html).toContain('>−<')
})
