// Publishing in a repository of a test, with indexes of its own beside it. For tests only.
import type { KeptId, OwnerId, ThreadId } from '@a-parallel/shared'
import { join } from 'node:path'
import type { TestRepository } from '../../git/test-repository.ts'
import type { Publishing } from '../../publish-port.ts'
import { localCheckpoints } from '../checkpoints.ts'
import { oneAtATime } from '../one-at-a-time.ts'
import { localPublish } from '../publish.ts'

export function publishIn(
  { git, directory }: Pick<TestRepository, 'git' | 'directory'>,
  isTrusted: () => Promise<boolean>,
): Publishing {
  const checkpoints = localCheckpoints(git, join(directory, 'indexes'), isTrusted)
  return localPublish({ git, checkpoints, inTurn: oneAtATime(), isTrusted })
}

export const threadId = '00000000-0000-4000-8000-000000000001' as ThreadId // Of the right shape.
export const owner = 'local' as OwnerId // As above.

/** A thread that works in the repository's own checkout. */
export function askIn({ root }: Pick<TestRepository, 'root'>) {
  return { repository: root, path: root, threadId, ownsCheckout: false }
}

/** As what something is kept, and whose that is. */
export function keeping() {
  return { owner, id: crypto.randomUUID() as KeptId } // A UUID.
}
