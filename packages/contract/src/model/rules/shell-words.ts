// The words of one plain shell command. It reads less than a shell does on purpose: whatever could run anything else,
// or mean something else in one shell than in another, is not read at all. Libraries that split commands read what they
// can (a line's end is a blank to them, `$(…)` a word); here that would let a command pass for another.

/** A word's text, cut where the pattern has a `*`: `src/*.ts` is `['src/', '.ts']`. A command's word is never cut. */
export type Word = readonly string[]

/** Joins, redirects, substitutes, groups, expands or escapes. */
const unsure = new Set(';&|<>()$`\\{}!')
const unsureInQuotes = new Set('$`\\!')
/** At a word's beginning: a comment, a home folder, and in zsh a program's place. */
const unsureFirst = new Set('#~=')

/** The words of a command, or null where it is not certain that this is one command and these are its words. */
export function commandWords(command: string): string[] | null {
  const words = read(command, false)
  const texts = words?.map((word) => word.join(''))
  const [program] = texts ?? []
  // `PATH=… git log` is not what it looks like.
  return texts && program && !program.includes('=') ? texts : null
}

/** The words of a pattern, in which a bare `*` stands for anything and `\*` for itself; or null. */
export function patternWords(pattern: string): Word[] | null {
  return read(pattern, true)
}

/** The command as a pattern that matches only its own words. */
export function literally(command: string): string {
  let quote = ''
  let text = ''
  for (const letter of command) {
    if (quote === '' && letter === '*') text += '\\'
    else if (quote === '' && (letter === "'" || letter === '"')) quote = letter
    else if (letter === quote) quote = ''
    text += letter
  }
  return text
}

function read(text: string, isPattern: boolean): Word[] | null {
  const words: string[][] = []
  let word: string[] | null = null
  let quote = ''
  const add = (letters: string) => {
    word ??= ['']
    word[word.length - 1] += letters
  }
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at)
    if (letter < ' ' && letter !== '\t') return null
    if (quote !== '') {
      if (letter === quote) quote = ''
      else if (quote === '"' && unsureInQuotes.has(letter)) return null
      else add(letter)
    } else if (letter === ' ' || letter === '\t') {
      if (word) words.push(word)
      word = null
    } else if (letter === "'" || letter === '"') {
      quote = letter
      add('')
    } else if (isPattern && letter === '*') {
      word = [...(word ?? ['']), '']
    } else if (isPattern && letter === '\\' && text.charAt(at + 1) === '*') {
      add('*')
      at += 1
    } else if (unsure.has(letter) || (word === null && unsureFirst.has(letter))) return null
    else add(letter)
  }
  if (word) words.push(word)
  return quote === '' && words.length > 0 ? words : null
}
