// A title made of a prompt: its first line of words, cut at a word's end.

const longest = 60

/** @returns at least one character, at most 60. */
export function titleOf(prompt: string): string {
  const lines = prompt.split('\n').map((line) => line.replace(/\s+/g, ' ').trim())
  const first =
    lines.find((line) => /[\p{L}\p{N}]/u.test(line)) ?? lines.find((line) => line !== '') ?? '…'
  const letters = Array.from(first)
  if (letters.length <= longest) return first
  const cut = letters.slice(0, longest - 1).join('')
  const space = cut.lastIndexOf(' ')
  return `${space > longest / 2 ? cut.slice(0, space) : cut}…`
}
