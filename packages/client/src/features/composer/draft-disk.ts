// Drafts on disk. A change reads and writes in one transaction, so that two tabs cannot come between one another.
import { createStore, get } from 'idb-keyval'

/** The library's own store, by its name: reading through it and through `exchange` is the same. */
const store = createStore('keyval-store', 'keyval')

export function read(key: string): Promise<unknown> {
  return get<unknown>(key, store)
}

/** Puts what `change` makes of what is there in its place; undefined takes it away. Resolves once that is done. */
export function exchange(key: string, change: (kept: unknown) => unknown): Promise<void> {
  return store(
    'readwrite',
    (objects) =>
      new Promise((resolve, reject) => {
        const found: IDBRequest<unknown> = objects.get(key)
        objects.transaction.addEventListener('complete', () => resolve())
        objects.transaction.addEventListener('abort', () => reject(objects.transaction.error))
        found.addEventListener('success', () => {
          const next = change(found.result)
          if (next === undefined) objects.delete(key)
          else objects.put(next, key)
        })
      }),
  )
}
