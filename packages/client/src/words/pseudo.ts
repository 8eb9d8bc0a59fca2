// Makes a test language out of English: accents, brackets and 40 % more length. What shows up plain was never translated.
const accented: Record<string, string> = {
  a: 'á',
  e: 'é',
  i: 'í',
  o: 'ó',
  u: 'ú',
  n: 'ñ',
  c: 'ç',
  A: 'Á',
  E: 'É',
  O: 'Ó',
}

/** A copy of a catalog with every word disguised; `{{names}}` and tags stay as they are. */
export function pseudo(catalog: object): object {
  return Object.fromEntries(
    Object.entries(catalog).map(([key, value]) => [
      key,
      typeof value === 'string' ? disguise(value) : pseudo(value),
    ]),
  )
}

function disguise(text: string): string {
  const parts = text.split(/(\{\{.*?\}\}|<[^>]*>)/)
  const body = parts
    .map((part, index) =>
      index % 2 ? part : part.replace(/[aeiouncAEO]/g, (letter) => accented[letter] ?? letter),
    )
    .join('')
  return `[${body} ${padding(Math.ceil(text.length * 0.4))}]`
}

/** As wide as so many letters, and broken as words are. */
function padding(letters: number): string {
  return 'ø'.repeat(letters).replaceAll(/(ø{6})(?=ø{2})/g, '$1 ')
}
