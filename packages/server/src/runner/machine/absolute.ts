// A path as a person writes it.
import { Problem } from '@a-parallel/contract/model'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

/** `~` is the home folder; anything relative is refused, since there is no folder it could be relative to. */
export function absolute(path: string): string {
  const whole = path === '~' || path.startsWith('~/') ? join(homedir(), path.slice(1)) : path
  if (!isAbsolute(whole))
    throw new Problem('invalid_path', `Give the whole path, from / or ~: ${path}`)
  return whole
}
