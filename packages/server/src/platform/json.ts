// JSON of which nobody knows whether it is any: a schema has the last word.

/** Null where it is none: damaged, cut off, or somebody else's. */
export function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
