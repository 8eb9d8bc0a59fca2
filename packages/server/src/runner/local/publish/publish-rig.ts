// Publishing in a repository of a test, with indexes of its own beside it. For tests only.
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
