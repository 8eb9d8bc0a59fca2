// Whether a rule's pattern is about a command. Never by the beginning of the text: `git log *` is not `git log; rm -rf x`.
import { fits } from './fits.ts'
import { commandWords, patternWords, type Word } from './shell-words.ts'

/** What a longer one does nobody has read. */
const longest = 4000

export function commandMatches(pattern: string, command: string): boolean {
  if (command.length > longest) return false
  // The same text to the letter is the same command, however it is put together.
  if (command.trim() === pattern) return true
  const words = commandWords(command)
  const wanted = words && patternWords(pattern)
  if (!wanted || !nameIsPlain(wanted)) return false
  const open = isAnything(wanted.at(-1))
  const fixed = open ? wanted.slice(0, -1) : wanted
  if (open ? words.length < fixed.length : words.length !== fixed.length) return false
  return fixed.every((word, index) => wordMatches(word, words[index] ?? ''))
}

/** `words`: it stands for commands of its form · `text`: for exactly this text · null: for no command for sure. */
export function commandPatternKind(pattern: string): 'words' | 'text' | null {
  const words = patternWords(pattern)
  if (!words) return 'text'
  return nameIsPlain(words) ? 'words' : null
}

/** The program itself is never left open. */
function nameIsPlain([program]: readonly Word[]): boolean {
  return program?.length === 1 && !program[0]?.includes('=')
}

function isAnything(word: Word | undefined): boolean {
  return word?.length === 2 && word.every((part) => part === '')
}

function wordMatches(word: Word, text: string): boolean {
  // `build/*` is not `build/../../etc`.
  return (word.length === 1 || !text.split('/').includes('..')) && fits(word, text)
}
