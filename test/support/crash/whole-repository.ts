// Whether a repository that a server still works in is whole, by git's own word.
import { spawnSync } from 'node:child_process'
import { expect } from 'vitest'

/**
 * Git finds no fault in it. It walks through the objects first and through what names them afterwards (`git fsck`): what a
 * checkpoint writes between these is missing to it, once. So it is asked until it has nothing to say.
 */
export async function expectWhole(repository: string): Promise<void> {
  await expect.poll(() => faultsIn(repository), { timeout: 20_000 }).toBe('')
}

function faultsIn(repository: string): string {
  const { status, stdout, stderr } = spawnSync('git', ['fsck', '--full', '--no-dangling'], {
    cwd: repository,
    encoding: 'utf8',
  })
  const said = stdout + stderr
  return status !== 0 || /missing|broken|error/.test(said) ? `${status} ${said}` : ''
}
