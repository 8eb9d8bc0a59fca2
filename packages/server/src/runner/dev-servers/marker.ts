// The mark that everything of one run of a dev server carries in its environment.
import type { ThreadId } from '@a-parallel/shared'
import { devServerName } from '../processes/kill-tree.ts'

export function markerOf({ threadId, key }: { threadId: ThreadId; key: string }): string {
  return `${devServerName}=${threadId}.${key}`
}
