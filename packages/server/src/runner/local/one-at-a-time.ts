// One thing after another for each key, in the order in which they were asked for.

export type OneAtATime<K> = <T>(key: K, work: () => Promise<T>) => Promise<T>

export function oneAtATime<K>(): OneAtATime<K> {
  const queues = new Map<K, Promise<unknown>>()
  return (key, work) => {
    const done = (queues.get(key) ?? Promise.resolve()).then(work)
    // The next one waits for the end, however it ends; the outcome is the caller's.
    const over = done.catch(() => undefined)
    queues.set(key, over)
    void over.then(() => {
      if (queues.get(key) === over) queues.delete(key)
    })
    return done
  }
}
