// What an archive holds, whichever of the forms it has. The form is told by its first bytes, not by its name.
import { refused, type TreeFile } from './rules.ts'
import { untar } from './tar.ts'
import { unzip } from './zip.ts'

/** Throws `skill_archive_refused`. */
export function unpack(bytes: Buffer): Promise<TreeFile[]> {
  const head = bytes.subarray(0, 4)
  if (head[0] === 0x50 && head[1] === 0x4b) return unzip(bytes)
  const isTar = bytes.subarray(257, 262).toString('latin1') === 'ustar'
  if ((head[0] === 0x1f && head[1] === 0x8b) || isTar) return untar(bytes)
  return Promise.reject(refused('unknown'))
}
