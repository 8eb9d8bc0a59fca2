// What in the data directory is not ours is refused, with words that say what to do.

/** Why the data directory cannot be used; the message says what to do. */
export class HomeError extends Error {}

export function refuseForeign(path: string, uid: number): void {
  const own = process.getuid?.()
  if (own !== undefined && uid !== own) {
    throw new HomeError(`${path} belongs to another user. Choose another A_PARALLEL_HOME.`)
  }
}
