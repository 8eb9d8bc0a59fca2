// Key presses as texts: "Mod+Shift+J", "Alt+N", "?", "F6". Pure. Mod is ⌘ on a Mac and Ctrl elsewhere. With Alt held it
// goes by the key's place: on a Mac Alt+N types another letter.

export type Pressed = Pick<
  KeyboardEvent,
  'code' | 'key' | 'keyCode' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'isComposing'
>

const alone = new Set(
  'Alt AltGraph CapsLock Control Dead Meta Process Shift Unidentified'.split(' '),
)

/** The chord of a press; null for half of one, and for what an input method takes (229 is how Safari tells). */
export function chordOf(event: Pressed, mac: boolean): string | null {
  if (event.isComposing || event.keyCode === 229) return null
  const { altKey, ctrlKey, metaKey, shiftKey } = event
  const key = keyOf(event)
  if (key === null) return null
  const [mod, other] = mac ? [metaKey, ctrlKey] : [ctrlKey, metaKey]
  // A sign such as ? says already that Shift was held.
  const sign = key.length === 1 && !/[A-Z0-9]/.test(key)
  const held = [mod && 'Mod', other && (mac ? 'Ctrl' : 'Meta'), altKey && 'Alt']
  return [...held, shiftKey && !sign && 'Shift', key].filter(Boolean).join('+')
}

function keyOf({ code, key, altKey, ctrlKey, metaKey }: Pressed): string | null {
  const place = /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1]
  if (altKey && place !== undefined) return place
  if (alone.has(key)) return null
  if (key === ' ') return 'Space'
  if (key === '+') return 'Plus'
  if (key.length > 1) return key
  // A keyboard of another script has its letters at the same places.
  if ((ctrlKey || metaKey) && place !== undefined && !/[\x21-\x7e]/.test(key)) return place
  return key.toUpperCase()
}

/** The key that waits for another one: `G` then `I` is the chord `G I`. Alone it means nothing. */
export const leader = 'G'

/** The chord of a press behind the leader. */
export const led = (chord: string) => `${leader} ${chord}`

/** One key that types something, or the leader and one: it must not act while a person types, and can be switched off. */
export function isSingle(chord: string): boolean {
  return /^(?:G )?(?:Shift\+)?.$/u.test(chord)
}

const held = 'Mod|Ctrl|Meta|Alt|Shift'
const form = new RegExp(`^(?:G )?(?:(?:${held})\\+)*(?:[!-*,-\\x60{-~]|[A-Z][A-Za-z0-9]+)$`)

/** Whether a text could be a chord, whoever wrote it: `Mod+K`, `G I`, `?`, `F6`. */
export function isChord(text: string): boolean {
  return text.length <= 40 && form.test(text) && !alone.has(text.split('+').at(-1) ?? '')
}

/** Chords that a browser keeps for itself, or that people need in every page. */
const browsers = new Set(
  [
    'Mod+N Mod+T Mod+W Mod+Shift+N Mod+Shift+T Mod+Shift+W Mod+Q Mod+R Mod+Shift+R Mod+L Mod+P Mod+Tab',
    'Mod+Shift+Tab Mod+A Mod+C Mod+V Mod+X Mod+Z Mod+Shift+Z Mod+0 Mod+= Mod+- Mod+Plus Alt+F4 Alt+D',
    'Alt+ArrowLeft Alt+ArrowRight F5 F11 F12',
    ...Array.from({ length: 9 }, (_, index) => `Mod+${index + 1}`),
  ].flatMap((some) => some.split(' ')),
)

/** Keys that move about, write or leave: alone they belong to whatever has the focus. */
const needed =
  /^(?:Shift\+)?(?:Arrow\w+|Backspace|Delete|End|Enter|Escape|Home|PageDown|PageUp|Space|Tab)$/

/** Why a chord cannot be given to a command, or null when it can. */
export function refusalOf(chord: string): 'browser' | 'needed' | null {
  if (chord === leader) return 'needed'
  if (browsers.has(chord)) return 'browser'
  return needed.test(chord) ? 'needed' : null
}
