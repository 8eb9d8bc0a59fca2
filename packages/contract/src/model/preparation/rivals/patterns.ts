// Patterns of files to bring along, as .gitignore writes them, in the form of a recipe.
import type { Note, Said } from './said.ts'

/** A pattern without a slash is meant at any depth; one that ends in a slash is a folder. */
export function includePatterns(text: string, said: Said, note: Note): void {
  for (const line of text.split('\n')) {
    const pattern = line.trim()
    if (pattern === '' || pattern.startsWith('#')) continue
    if (pattern.startsWith('!')) note('negated', pattern)
    else addPattern(pattern, said, note)
  }
}

/** `?`, `[…]`, `{…}` and `\` mean what no pattern of a recipe can say. */
const beyond = /[?[\]{}\\]/

export function addPattern(pattern: string, said: Said, note: Note): void {
  if (beyond.test(pattern)) return note('pattern', pattern)
  const isFolder = pattern.endsWith('/')
  const bare = pattern.replace(/^\.?\/+/, '').replace(/\/+$/, '')
  if (bare === '') return note('pattern', pattern)
  const isAnywhere = !bare.includes('/') && !pattern.startsWith('/') && !isFolder
  if (isFolder) said.folders.push(bare)
  else said.files.push(isAnywhere ? `**/${bare}` : bare)
}
