// Remembers what was used lately: of more than so many, what was used least recently is forgotten.

interface Recent<V> {
  get(key: string): V | undefined
  set(key: string, value: V): void
  delete(key: string): void
}

export function recent<V>(most: number): Recent<V> {
  const known = new Map<string, V>()
  const put = (key: string, value: V) => {
    known.delete(key)
    known.set(key, value)
    for (const oldest of known.keys()) {
      if (known.size <= most) return
      known.delete(oldest)
    }
  }
  return {
    get(key) {
      const found = known.get(key)
      if (found !== undefined) put(key, found)
      return found
    },
    set: put,
    delete: (key) => void known.delete(key),
  }
}
