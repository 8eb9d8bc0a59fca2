// When a thread that is being written is known well enough to be made ready for.

const titleLetters = 60
const shortest = 12

/**
 * How long nobody must have typed before it is worth it, in milliseconds; null while there is too little. A first line
 * that is whole, or longer than any title, gives the thread its name for good.
 */
export function pauseBefore(text: string): number | null {
  const [first = '', ...others] = text.trimStart().split('\n')
  if (text.trim().length < shortest) return null
  return others.length > 0 || first.length > titleLetters ? 600 : 1500
}
