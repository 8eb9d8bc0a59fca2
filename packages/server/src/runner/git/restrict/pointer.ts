// Where the files lead by which git goes from one folder to another (`.git`, `commondir`), read as git reads them: a place
// that we took for another one would be one that nobody looked at.
import { readFile, realpath } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import { ifThere } from '../worktrees/if-there.ts'

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** What is said there, without the ends of line behind it. Null when there is no file. @throws when it is no text. */
export async function readPointer(file: string): Promise<string | null> {
  const bytes = await ifThere(readFile(file))
  if (bytes === null) return null
  const said = decoder.decode(bytes).replace(/[\r\n]+$/, '')
  return said.split('\0', 1)[0] ?? ''
}

/** The real path of what `said` means in `folder`: what `..` leads to is told by the links before it. */
export function placeBehind(folder: string, said: string): Promise<string | null> {
  return ifThere(realpath(isAbsolute(said) ? said : `${folder}/${said}`))
}
