// Pieces of work that are all to be over, whatever becomes of one.

/** Waits for each of them. @throws what the first of them threw, in their order. */
export async function allOf<T>(all: readonly Promise<T>[]): Promise<void> {
  for (const outcome of await Promise.allSettled(all))
    if (outcome.status === 'rejected') throw outcome.reason
}
