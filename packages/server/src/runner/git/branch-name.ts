// The branch of a thread, from its title. Pure; what it gives is always a valid ref, also for a title without any
// Latin letter.

const longest = 60
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  þ: 'th',
}

export interface BranchNameAsk {
  /** Before the slash; may hold slashes itself. Empty: none. */
  prefix: string
  title: string
  /** Makes the name unique: a few letters or digits. */
  shortId: string
}

/** `<prefix>/<slug>-<short id>`, at most 60 characters of a–z, 0–9, `-`, `/` and `_`. */
export function branchName({ prefix, title, shortId }: BranchNameAsk): string {
  const before = prefix
    .split('/')
    .map((part) => slug(part).slice(0, 20))
    .filter((part) => part !== '')
    .slice(0, 2)
    .map((part) => `${part}/`)
    .join('')
  const after = `-${slug(shortId).slice(0, 16) || '0'}`
  const room = longest - before.length - after.length
  return before + (cut(slug(title), room) || 'thread') + after
}

function slug(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\0-\x7f]/gu, (letter) => letters[letter] ?? ' ')
    .replaceAll(/['’`]/g, '')
    .replaceAll(/[^a-z0-9_]+/g, '-')
    .replaceAll(/^[-_]+|[-_]+$/g, '')
}

/** Shortens at a word where there is one in the second half. */
function cut(text: string, room: number): string {
  if (text.length <= room) return text
  const short = text.slice(0, room)
  const word = short.lastIndexOf('-')
  return (word > room / 2 ? short.slice(0, word) : short).replace(/-+$/, '')
}
