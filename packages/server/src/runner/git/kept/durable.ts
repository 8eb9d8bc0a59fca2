// Git's settings for whatever is kept before its files are removed: it is on the disk once git has ended. By itself git
// leaves both to the machine, and power that fails would take what is kept along with what was removed.
import type { Setting } from '../environment.ts'

/** From git 2.36 on. */
export const durable: readonly Setting[] = [
  ['core.fsync', 'loose-object,reference'],
  ['core.fsyncMethod', 'fsync'],
]
