// What a person typed as phrases to look for, and where they stand in a text. Pure.

export interface Phrases {
  words: string[]
  /** The last word is not over yet: it was not followed by a space, and stands in no quotation marks. */
  open: boolean
}

const mostPhrases = 12

/** Words apart, `"what stands in quotation marks"` together. What holds no letter and no digit cannot be looked for. */
export function phrasesOf(typed: string): Phrases {
  const found = [...typed.replaceAll('\0', ' ').matchAll(/"([^"]*)"?|[^\s"]+/g)]
    .map((match) => ({ phrase: match[1] ?? match[0], quoted: match[1] !== undefined }))
    .filter(({ phrase }) => /[\p{L}\p{N}]/u.test(phrase))
    .slice(0, mostPhrases)
  const isOver = /[\s"]$/.test(typed)
  return {
    words: found.map(({ phrase }) => phrase),
    open: !isOver && found.at(-1)?.quoted === false,
  }
}

export interface SnippetPart {
  text: string
  /** It is what was looked for. */
  found: boolean
}

const before = 60
const most = 240

/** A piece of the text around the first place at which one of the words stands, on one line. */
export function snippetOf(whole: string, { words }: Phrases): SnippetPart[] {
  const pattern = patternOf(words)
  const [from, text] = around(whole, words)
  const { folded, places } = fold(text)
  const first = pattern?.exec(folded)?.index ?? 0
  const start = wordStart(folded, Math.max(0, first - before))
  const end = Math.min(folded.length, start + most)
  const parts: SnippetPart[] = []
  const say = (from: number, to: number, found: boolean) => {
    const piece = text.slice(places[from], places[to] ?? text.length).replaceAll(/\s+/g, ' ')
    if (piece !== '') parts.push({ text: piece, found })
  }
  let at = start
  if (pattern) {
    pattern.lastIndex = start
    for (let hit = pattern.exec(folded); hit && hit.index < end; hit = pattern.exec(folded)) {
      say(at, hit.index, false)
      at = hit.index + hit[0].length
      say(hit.index, at, true)
    }
  }
  if (at < end) say(at, end, false)
  if (from + start > 0) parts.unshift({ text: '…', found: false })
  if (Math.max(at, end) < folded.length || from + text.length < whole.length)
    parts.push({ text: '…', found: false })
  return parts
}

/** So much of a text is compared letter by letter. */
const window = 4_000

/** The part of a long text that holds the first place, and where it begins. Places that differ in marks alone are looked for near the beginning only. */
function around(text: string, words: readonly string[]): [from: number, part: string] {
  if (text.length <= window) return [0, text]
  const parts = words.flatMap((phrase) => phrase.match(/[\p{L}\p{N}]+/gu) ?? [])
  const plain = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${parts.join('|')})`, 'iu')
  const at = parts.length === 0 ? 0 : Math.max(0, text.search(plain))
  const from = Math.max(0, at - window / 4)
  return [from, text.slice(from, from + window)]
}

/** Without case and marks, as the index compares; with the place of each letter in the text itself. */
function fold(text: string): { folded: string; places: number[] } {
  let folded = ''
  const places: number[] = []
  let at = 0
  for (const letter of text) {
    const plain = letter.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
    for (let unit = 0; unit < plain.length; unit += 1) places.push(at)
    folded += plain
    at += letter.length
  }
  return { folded, places }
}

/** The words of a phrase may be parted by anything that is no word, as in the index. */
function patternOf(words: readonly string[]): RegExp | null {
  const phrases = words
    .map((phrase) => fold(phrase).folded.match(/[\p{L}\p{N}]+/gu) ?? [])
    .filter((parts) => parts.length > 0)
    .map((parts) => parts.join(String.raw`[^\p{L}\p{N}]+`))
  if (phrases.length === 0) return null
  return new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${phrases.join('|')})`, 'gu')
}

/** Not in the middle of a word, where one begins near. */
function wordStart(text: string, from: number): number {
  if (from === 0) return 0
  const space = text.indexOf(' ', from)
  return space === -1 || space > from + 20 ? from : space + 1
}
