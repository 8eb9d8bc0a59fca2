// Git's lock on a checkout's index, taken as a second name of a file of ours, so that one which a killed server left can be
// told from git's.
import { constants } from 'node:fs'
import { copyFile, link } from 'node:fs/promises'

/** @throws an error with the code `EEXIST` while somebody holds it. */
export async function lockAs(own: string, lock: string): Promise<void> {
  await link(own, lock).catch((cause: unknown) => {
    if (!linkless.has(codeOf(cause))) throw cause
    return copyFile(own, lock, constants.COPYFILE_EXCL)
  })
}

export function isHeld(cause: unknown): boolean {
  return codeOf(cause) === 'EEXIST'
}

/** File systems on which a file has one name. */
const linkless = new Set<string | undefined>(['EPERM', 'ENOTSUP', 'ENOSYS'])

function codeOf(cause: unknown): string | undefined {
  return (cause as NodeJS.ErrnoException).code // fs throws errno errors only.
}
