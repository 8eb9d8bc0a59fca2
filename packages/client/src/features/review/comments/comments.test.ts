// Comments: which lines they are on, where those are now, how each stands, and the message that they become.
import { describe, expect, it } from 'vitest'
import type { FileDiff } from '@a-parallel/shared'
import { linesOf, type Hunk } from '../model/lines.ts'
import { commentOn, partsOf, placeOf, stateOf, unsent, type Comment } from './comment.ts'
import { messageOf } from './message.ts'

const hunk = (lines: string[], start = 1): Hunk => ({
  oldStart: start,
  oldLines: 0,
  newStart: start,
  newLines: 0,
  heading: '',
  lines,
})
const diff = (...hunks: Hunk[]) => ({ hunks }) as unknown as FileDiff // Its lines are all that is looked at.

const shown = diff(hunk(['-old', '+new', ' same'], 5))
const lines = shown.hunks.flatMap(linesOf)
const about = { id: 'c', path: 'a.ts', was: null, scope: 'unstaged' }
const on = (...which: number[]): Comment => {
  const comment = commentOn(
    about,
    which.flatMap((at) => lines[at] ?? []),
    shown,
  )
  if (!comment) throw new Error('no lines')
  return comment
}

it('is not called answered by what had changed before it was sent', () => {
  const state = { standing: false, heard: true }
  expect(stateOf({ sent: 'm', late: true }, state)).toBe('outdated')
  expect(stateOf({ sent: 'm', late: true }, { ...state, standing: true })).toBe('open')
})

describe('a comment', () => {
  it('is on the new side unless all its lines are gone', () => {
    expect(on(0)).toMatchObject({ side: 'old', from: 5, to: 5, quote: ['-old'] })
    expect(on(0, 1, 2)).toMatchObject({
      side: 'new',
      from: 5,
      to: 6,
      quote: ['-old', '+new', ' same'],
    })
    expect(commentOn(about, [], shown)).toBeNull()
  })

  it('keeps the lines next to its own, as many as are shown', () => {
    const long = diff(
      hunk([' a', ' b', '-x', '+c', '+d', ' e', ' f', ' g', ' h'], 1),
      hunk([' z'], 40),
    )
    const [, , gone, , d] = long.hunks.flatMap(linesOf)
    if (!gone || !d) throw new Error('no lines')
    expect(commentOn(about, [d], long)?.around).toEqual({
      before: ['a', 'b', 'c'],
      after: ['e', 'f', 'g'],
    })
    expect(commentOn(about, [gone, d], long)?.around?.before).toEqual(['a', 'b', 'c'])
    expect(commentOn(about, [gone], long)?.around).toBeNull()
    expect(on(2).around).toEqual({ before: ['new'], after: [] })
  })

  it('follows its lines to where they stand now', () => {
    const moved = diff(hunk([' x', '+new', ' same'], 40))
    expect(placeOf(on(1, 2), moved)).toBe('n42')
    expect(placeOf(on(0), moved)).toBeNull()
  })

  it('is with the nearest of several', () => {
    const twice = diff(hunk(['+new'], 4), hunk(['+new'], 90))
    expect(placeOf(on(1), twice)).toBe('n4')
  })

  it('over two hunks tells what it leaves out between them', () => {
    const two = diff(hunk(['-x', '+a', ' b'], 5), hunk(['-y', ' c', '+d'], 20))
    const all = two.hunks.flatMap(linesOf)
    const over = commentOn(about, all, two)
    if (!over) throw new Error('no lines')
    expect(over).toMatchObject({ from: 5, to: 21, gaps: [{ at: 3, lines: 13 }] })
    expect(partsOf(over)).toEqual([
      { from: 5, lines: ['a', 'b'] },
      { from: 20, lines: ['c', 'd'] },
    ])
    expect(messageOf([over], { opening: '', place: () => '' })).toContain(' b\n…\n-y')
    expect(placeOf(over, two)).toBe('n21')
    const one = diff(hunk([' c', '+d', '+a', ' b', ' z', ' c', '+d'], 5))
    expect(placeOf(over, one)).toBe('n11')
    expect(placeOf(over, diff(hunk([' c', '+d'], 20)))).toBeNull()
    // Within one hunk nothing is left out, nor where only lines that are gone stand in the other.
    expect(on(0, 1, 2).gaps).toEqual([])
    expect(commentOn(about, all.slice(0, 4), two)?.gaps).toEqual([])
  })

  it.each([
    [null, true, false, 'draft'],
    [null, false, false, 'outdated'],
    ['m', true, false, 'open'],
    ['m', true, true, 'open'],
    ['m', false, false, 'outdated'],
    ['m', false, true, 'answered'],
  ] as const)('sent %s, standing %s, heard %s: %s', (sent, standing, heard, state) => {
    expect(stateOf({ ...on(1), sent }, { standing, heard })).toBe(state)
  })

  it('is sent only if it says something', () => {
    expect(
      unsent([
        { ...on(1), text: ' ' },
        { ...on(1), text: 'a', sent: 'm' },
      ]),
    ).toEqual([])
  })
})

it('becomes one message with path, line and code, by place', () => {
  const words = { opening: 'Two comments:', place: ({ path, from }: Comment) => `${path}:${from}` }
  const text = messageOf(
    [
      { ...on(1), path: 'b.ts', text: 'Why?\n' },
      { ...on(0, 1), path: 'a.ts', text: 'Not ```so```' },
      { ...on(2), path: 'a.ts', from: 2, quote: ['+```'], text: 'x' },
    ],
    words,
  )
  expect(text).toBe(
    [
      'Two comments:',
      'a.ts:2\n````diff\n+```\n````\nx',
      'a.ts:5\n```diff\n-old\n+new\n```\nNot ```so```',
      'b.ts:5\n```diff\n+new\n```\nWhy?',
    ].join('\n\n'),
  )
})
