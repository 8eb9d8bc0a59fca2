// The branches that a project's threads may begin at.
import { Problem } from '@a-parallel/contract/model'
import type { Runner } from '../runner/port.ts'

/** Throws `invalid_branch` when the repository at `path` has no branch of this name, local or remote. */
export async function refuseUnknownBranch(
  runner: Runner,
  path: string,
  name: string,
): Promise<void> {
  const branches = await runner.repositories.branches(path)
  if (branches.some((branch) => branch.name === name)) return
  throw new Problem('invalid_branch', `The repository has no branch ${name}.`, { branch: name })
}
