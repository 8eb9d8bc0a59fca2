// Which files a command names, by how its words look: nothing is run, and nothing on the disk is looked at. Pure.

const most = 50
const longest = 300

/** What is between spaces, quotation marks and a shell's signs. */
const word = /[^\s"'`;|&<>()=,]+/g
const withEnding = /\p{L}[\p{L}\p{N}]{0,9}$/u

/** Words that hold a `/` or end like the name of a file. A flag, an address and a number are none. */
export function pathsNamedIn(command: string): string[] {
  const found = new Set<string>()
  for (const [text] of command.matchAll(word)) {
    if (looksLikePath(text)) found.add(text)
    if (found.size === most) break
  }
  return [...found]
}

function looksLikePath(text: string): boolean {
  if (text.length > longest || text.startsWith('-') || text.includes('://')) return false
  if (!/[\p{L}\p{N}]/u.test(text)) return false
  const dot = text.lastIndexOf('.')
  return text.includes('/') || (dot !== -1 && withEnding.test(text.slice(dot + 1)))
}
