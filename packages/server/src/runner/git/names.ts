// Names that come from people and go to git: refused when git could read them as an option or as something else.
import type { Git } from './core.ts'

/** Whether a revision may be handed to git: not an option, no control characters, no range, not empty. */
export function isPlainRevision(name: string): boolean {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  return name !== '' && !name.startsWith('-') && !/[\u0000-\u001f\u007f]|\.\./.test(name)
}

/** Whether git takes this as the name of a new branch (`git check-ref-format --branch`, which expands `@{-1}`). */
export async function isBranchName(git: Git, name: string, cwd: string): Promise<boolean> {
  if (!isPlainRevision(name) || name.includes('@{') || name === '@' || name === 'HEAD') return false
  const { code } = await git(['check-ref-format', '--branch', name], {
    cwd,
    name: 'check-branch-name',
    successExitCodes: [0, 1, 128],
  })
  return code === 0
}
