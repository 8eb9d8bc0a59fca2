// Which files of which thread were looked at, the latest first. Kept in memory alone: after a restart nothing was.
import type { ThreadId } from '@a-parallel/shared'

const mostThreads = 200
const mostPaths = 50

export function openLately() {
  const known = new Map<ThreadId, readonly string[]>()
  return {
    of: (id: ThreadId): readonly string[] => known.get(id) ?? [],
    looked(id: ThreadId, path: string): void {
      const others = (known.get(id) ?? []).filter((other) => other !== path)
      known.delete(id)
      known.set(id, [path, ...others].slice(0, mostPaths))
      const [oldest] = known.keys()
      if (known.size > mostThreads && oldest !== undefined) known.delete(oldest)
    },
  }
}
