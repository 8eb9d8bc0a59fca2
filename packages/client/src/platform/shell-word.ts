// A text as one word of a shell. Pure.

const plain = /^[\w@%+=:,./-]+$/

/** Quoted where it is more than letters, digits and signs without a meaning. */
export function shellWord(text: string): string {
  return plain.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
}
