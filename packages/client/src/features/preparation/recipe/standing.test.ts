import { describe, expect, it } from 'vitest'
import { revivedDraft, standing } from './standing.ts'

const kept = (text: string, was: string | null) => ({
  text,
  was,
  isChanged: false,
  isOvertaken: false,
})

describe('what is in the field', () => {
  it('follows what is kept while nothing is written', () => {
    expect(standing(undefined, null)).toEqual(kept('', null))
    expect(standing(undefined, '{}')).toEqual(kept('{}', '{}'))
  })

  it('is what was written, on top of what one began from', () => {
    const draft = { was: '{}', text: '{ ' }
    expect(standing(draft, '{}')).toEqual({ ...draft, isChanged: true, isOvertaken: false })
    const emptied = { was: '{}', text: '' }
    expect(standing(emptied, '{}')).toEqual({ ...emptied, isChanged: true, isOvertaken: false })
  })

  it('stays what was written when another is kept by now, or none', () => {
    const draft = { was: '{}', text: '{ ' }
    const overtaken = { ...draft, isChanged: true, isOvertaken: true }
    expect(standing(draft, '{"ports":[]}')).toEqual(overtaken)
    expect(standing(draft, null)).toEqual(overtaken)
    expect(standing({ was: null, text: 'x' }, '{}')).toMatchObject({ text: 'x', isOvertaken: true })
  })

  it('is no draft where it says what is kept, or what one began from', () => {
    expect(standing({ was: '{}', text: 'x' }, 'x')).toEqual(kept('x', 'x'))
    expect(standing({ was: '{}', text: '' }, null)).toEqual(kept('', null))
    expect(standing({ was: '{}', text: '{}' }, 'x')).toEqual(kept('x', 'x'))
    expect(standing({ was: null, text: '' }, 'x')).toEqual(kept('x', 'x'))
  })
})

it.each([
  [
    { was: null, text: 'x' },
    { was: null, text: 'x' },
  ],
  [
    { was: '{}', text: '', more: 1 },
    { was: '{}', text: '' },
  ],
  [{ text: 'x' }, undefined],
  [{ was: 1, text: 'x' }, undefined],
  [{ was: null, text: 1 }, undefined],
  ['x', undefined],
  [null, undefined],
  [undefined, undefined],
])('of %j only a draft is revived', (found, draft) => expect(revivedDraft(found)).toEqual(draft))
