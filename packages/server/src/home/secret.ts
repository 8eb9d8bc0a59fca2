// A file that holds a secret of this installation: made once, 0600, never a link, never another user's.
import { constants } from 'node:fs'
import { chmod, lstat, open, readFile } from 'node:fs/promises'
import { HomeError, refuseForeign } from './own.ts'

/** The text in the file at `path`; `make` gives it when there is none yet. */
export async function readSecret(path: string, make: () => string): Promise<string> {
  const { O_CREAT, O_EXCL, O_WRONLY, O_NOFOLLOW } = constants
  try {
    const file = await open(path, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW, 0o600)
    await file.writeFile(`${make()}\n`)
    await file.close()
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause // fs rejects with ErrnoException.
  }
  const found = await lstat(path)
  if (!found.isFile())
    throw new HomeError(`${path} is not a plain file. Remove it and start again.`)
  refuseForeign(path, found.uid)
  await chmod(path, 0o600)
  return (await readFile(path, 'utf8')).trim()
}
