// Characters that a reader cannot see, or that make text read in another order than it stands: they are named instead of
// drawn. Pure.

/** `text` is what stands there; `sign` its name (`U+202E`) where it is one that is named instead. */
export type Shown = { text: string; sign: string | null }

/**
 * Marks of direction, zero-width characters, soft hyphens, tags, and controls other than the tab. A joiner between two
 * pictures is part of an emoji and is left alone, as is what chooses an emoji’s look behind one.
 */
const hidden =
  // oxlint-disable-next-line no-control-regex -- controls are what is looked for
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu

const directions = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u
const picture = /(?:\p{Extended_Pictographic}|[\u{1F3FB}-\u{1F3FF}]|\uFE0F)$/u

/** The text cut at each hidden character. One piece where there is none. */
export function cutHidden(text: string): Shown[] {
  const pieces: Shown[] = []
  let from = 0
  for (const match of text.matchAll(hidden)) {
    if (match[0] === '\u200D' && joins(text, match.index)) continue
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), sign: null })
    pieces.push({ text: match[0], sign: nameOf(match[0]) })
    from = match.index + match[0].length
  }
  if (from < text.length || pieces.length === 0) pieces.push({ text: text.slice(from), sign: null })
  return pieces
}

/** What would begin another line, or leave a gap, as a sign of one letter. */
export function onOneLine(text: string): string {
  return text.replaceAll('\n', '↵').replaceAll('\t', '⇥')
}

/** On one line, with the names of hidden characters in their place: for a title, where nothing can be drawn. */
export function spelled(text: string): string {
  const pieces = cutHidden(onOneLine(text))
  return pieces.map(({ text: piece, sign }) => (sign === null ? piece : `[${sign}]`)).join('')
}

/** Whether it could read in another order than it stands. */
export const turnsAbout = (text: string): boolean => directions.test(text)

function joins(text: string, at: number): boolean {
  return picture.test(text.slice(Math.max(0, at - 2), at))
}

function nameOf(character: string): string {
  if (character === '\r') return 'CR'
  const point = character.codePointAt(0) ?? 0
  return `U+${point.toString(16).toUpperCase().padStart(4, '0')}`
}
