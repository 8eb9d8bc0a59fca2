// A title made of a prompt: its first line of words, cut at a word's end.

const longest = 60

/** @param image the name of an image, for a message without words. @returns 1 to 60 characters. */
export function titleOf(prompt: string, image = ''): string {
  const lines = `${prompt}\n${image}`.split('\n').map((line) => line.replace(/\s+/g, ' ').trim())
  const first =
    lines.find((line) => /[\p{L}\p{N}]/u.test(line)) ?? lines.find((line) => line !== '') ?? '…'
  const letters = Array.from(first)
  if (letters.length <= longest) return first
  const cut = letters.slice(0, longest - 1).join('')
  const space = cut.lastIndexOf(' ')
  return `${space > longest / 2 ? cut.slice(0, space) : cut}…`
}
