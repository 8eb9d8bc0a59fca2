// Whether a rule's pattern is about a file of the checkout, or about a place anywhere. `*` stands for anything within a
// name, `**` across folders.
import { fits } from './fits.ts'

/** The pattern in its plain form, or null where it could lead out of the checkout. */
export function plainPath(pattern: string): string | null {
  if (/^[/~]|[\\\0]|^[A-Za-z]:/.test(pattern)) return null
  const parts = pattern.split('/').filter((part) => part !== '.')
  if (parts.length === 0 || parts.some((part) => part === '..' || part === '')) return null
  return parts.join('/')
}

export function pathMatches(pattern: string, path: string): boolean {
  const [wanted, found] = [plainPath(pattern), plainPath(path)]
  return wanted !== null && found !== null && matches(wanted.split('/'), found.split('/'))
}

/** A pattern from the root in its plain form, or null where it leaves open in which of the first folders. */
export function plainPlace(pattern: string): string | null {
  const plain = pattern.startsWith('/') ? plainPath(pattern.slice(1)) : null
  return plain === null || plain.split('/')[0]?.includes('*') ? null : `/${plain}`
}

/** @param whole whether all that lies in the place is meant as well: a single `*` says nothing of that. */
export function placeMatches(pattern: string, place: string, whole: boolean): boolean {
  const [wanted, found] = [plainPlace(pattern), plainPlace(place)]
  if (wanted === null || found === null) return false
  const names = wanted.slice(1).split('/')
  const last = names.at(-1) ?? ''
  if (whole && last.includes('*') && last !== '**') return false
  return matches(names, found.slice(1).split('/'))
}

function matches(wanted: readonly string[], found: readonly string[]): boolean {
  let places = new Set([0])
  for (const [index, name] of wanted.entries()) {
    const after = new Set<number>()
    if (name === '**') {
      // At the end it stands for at least one name: a folder is not what lies in it.
      const from = Math.min(...places) + (index === wanted.length - 1 ? 1 : 0)
      for (let at = from; at <= found.length; at += 1) after.add(at)
    } else {
      for (const at of places) {
        if (at < found.length && fits(name.split('*'), found[at] ?? '')) after.add(at + 1)
      }
    }
    if (after.size === 0) return false
    places = after
  }
  return places.has(found.length)
}
