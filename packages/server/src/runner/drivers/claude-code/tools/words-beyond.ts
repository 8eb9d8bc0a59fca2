// What words a text holds beside those of another: by them something is found that is not kept. Pure.

/** So many letters of words are kept. */
const mostLetters = 16 * 1024
/** Nobody looks for a longer one: it is data. */
const longest = 64

/** Each word once, in the order in which they come, without case, with spaces between; at most 16 Ki letters. */
export function wordsBeyond(text: string, known: string): string {
  const seen = new Set(wordsIn(known))
  const found: string[] = []
  let letters = 0
  for (const word of wordsIn(text)) {
    if (word.length > longest || seen.has(word)) continue
    seen.add(word)
    letters += word.length + 1
    if (letters > mostLetters) break
    found.push(word)
  }
  return found.join(' ')
}

/** As the index parts words. */
function* wordsIn(text: string): Generator<string> {
  for (const [word] of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) yield word.toLowerCase()
}
