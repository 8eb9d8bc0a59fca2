// How git is started to make a worktree ready. For tests only.
import { join } from 'node:path'
import { createPosixHolder } from '../../holder/posix.ts'
import type { Log } from '../../../platform/log.ts'
import type { LocalTrust } from '../../local/trust.ts'
import type { Runner } from '../../port.ts'
import { localPreparation } from '../../preparation/local.ts'
import type { Place } from './steps.ts'

export function preparationIn(
  { git, directory }: Place,
  mayUse: LocalTrust['mayUse'],
  log: Log,
): Runner['preparation'] {
  const home = { preparations: join(directory, 'preparations'), umask: 0o022 }
  return localPreparation({ git, holder: createPosixHolder(), home, env: {}, mayUse, log })
}

export async function prepare(
  { preparation }: Pick<Runner, 'preparation'>,
  repository: string,
  path: string,
): Promise<void> {
  await preparation.committedRecipe({ repository, branch: 'main' })
  await preparation.carry({ repository, path, recipe: { files: { copy: ['**/.env'] } } })
}
