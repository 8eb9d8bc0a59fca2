// Permissions mean nothing to root, who runs the tests in a container: there somebody else does something meanwhile.
import { execFileSync } from 'node:child_process'

const nobody = 65_534

/** @param folder all that is to be theirs meanwhile. */
export async function asOther(folder: string, act: () => Promise<void>): Promise<void> {
  if (process.getuid?.() !== 0) return act()
  const own = (user: number) => execFileSync('chown', ['-hR', `${user}:${user}`, folder])
  own(nobody)
  process.seteuid?.(nobody)
  try {
    await act()
  } finally {
    process.seteuid?.(0)
    own(0)
  }
}
