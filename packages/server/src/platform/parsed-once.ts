// What is read again and again, parsed anew only where its text is another one.
import { recent } from './recent.ts'

const most = 1000

/** @returns what a text amounts to, by the key under which it is kept. Shared by all who ask: it must not be changed. */
export function parsedOnce<T>(parse: (text: string) => T): (key: string, text: string) => T {
  const known = recent<{ text: string; value: T }>(most)
  return (key, text) => {
    const before = known.get(key)
    if (before?.text === text) return before.value
    const value = parse(text)
    known.set(key, { text, value })
    return value
  }
}
