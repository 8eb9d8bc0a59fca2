import { describe, expect, it } from 'vitest'
import { chordOf, isSingle, refusalOf } from './chord.ts'

const none = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, isComposing: false }
const on = (rest: object, mac = false) =>
  chordOf({ code: '', key: '', keyCode: 0, ...none, ...rest }, mac)

describe('a press', () => {
  it.each([
    [{ key: 'j', ctrlKey: true }, false, 'Mod+J'],
    [{ key: 'J', metaKey: true, shiftKey: true }, true, 'Mod+Shift+J'],
    [{ key: 'j', ctrlKey: true }, true, 'Ctrl+J'],
    [{ key: 'j', metaKey: true }, false, 'Meta+J'],
    [{ code: 'KeyN', key: '˜', altKey: true }, true, 'Alt+N'],
    [{ code: 'KeyN', key: 'Dead', altKey: true }, true, 'Alt+N'],
    [{ code: 'ArrowUp', key: 'ArrowUp', altKey: true }, false, 'Alt+ArrowUp'],
    [{ code: 'KeyK', key: 'л', ctrlKey: true }, false, 'Mod+K'],
    [{ code: 'Slash', key: '?', shiftKey: true }, false, '?'],
    [{ code: 'Slash', key: '/', ctrlKey: true }, false, 'Mod+/'],
    [{ code: 'KeyG', key: 'g' }, false, 'G'],
    [{ code: 'KeyG', key: 'G', shiftKey: true }, false, 'Shift+G'],
    [{ code: 'F6', key: 'F6', shiftKey: true }, false, 'Shift+F6'],
    [{ key: '+', ctrlKey: true }, false, 'Mod+Plus'],
    [{ key: 'Shift', shiftKey: true }, false, null],
    [{ key: 'j', ctrlKey: true, isComposing: true }, false, null],
    [{ key: 'Process', keyCode: 229 }, false, null],
  ])('%j (Mac: %s) is %s', (press, mac, chord) => expect(on(press, mac)).toBe(chord))
})

it.each([
  ['?', true],
  ['G', true],
  ['Shift+G', true],
  ['G I', true],
  ['F6', false],
  ['Mod+K', false],
  ['Alt+N', false],
])('%s is single: %s', (chord, single) => expect(isSingle(chord)).toBe(single))

it.each([
  ['Mod+T', 'browser'],
  ['Mod+3', 'browser'],
  ['Enter', 'needed'],
  ['Shift+Tab', 'needed'],
  ['G', 'needed'],
  ['G I', null],
  ['Mod+Enter', null],
  ['Alt+T', null],
])('%s is refused: %s', (chord, why) => expect(refusalOf(chord)).toBe(why))
