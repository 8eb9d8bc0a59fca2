// What may come out of an archive, a folder or a repository: plain files below one folder, so many and no more. Pure. What
// breaks a rule is refused as a whole, since whoever made it meant something else than it says.
import { Problem, skillLimits } from '@a-parallel/contract/model'

export type RefusedBecause =
  | 'path'
  | 'link'
  | 'special'
  | 'twice'
  | 'files'
  | 'bytes'
  | 'ratio'
  | 'packed'
  | 'encrypted'
  | 'broken'
  | 'unknown'

export interface TreeFile {
  path: string
  bytes: Buffer
  executable: boolean
}

const said: Record<RefusedBecause, string> = {
  path: 'It holds a path that leads out of its folder, or that no system can have',
  link: 'It holds a link',
  special: 'It holds a device, a pipe or a socket',
  twice: 'It holds the same path twice',
  files: 'It holds more than 2,000 files',
  bytes: 'It holds more than 50 MB',
  ratio: 'It is packed so tightly that it must be meant to fill the disk',
  packed: 'It is larger than 50 MB',
  encrypted: 'It is encrypted',
  broken: 'It is damaged',
  unknown: 'It is neither a zip nor a tar.gz',
}

export function refused(reason: RefusedBecause, path = '', cause?: unknown): Problem {
  const where = path === '' ? '' : `: ${path.slice(0, 200)}`
  const detail = `${said[reason]}${where}. Nothing was installed.`
  return new Problem(
    'skill_archive_refused',
    detail,
    { reason, path: path.slice(0, 200) },
    { cause },
  )
}

/**
 * An entry's path as it will be written, or null for what is left out (git's own, and what macOS adds). Folders end in `/`.
 * Throws for what is no path inside.
 */
export function plainPath(given: string): string | null {
  const path = given.replace(/^(?:\.\/)+/, '')
  const segments = path.replace(/\/$/, '').split('/')
  const wrong =
    path.length > 1_000 ||
    segments.length > 20 ||
    // Control characters, backslashes and colons: a drive, a stream of a file, or a path of another system.
    // oxlint-disable-next-line no-control-regex -- they are what is looked for
    /[\u0000-\u001F\u007F\\:]/.test(path) ||
    segments.some((one) => one === '..' || one === '.' || one.length > 200 || /[. ]$/.test(one)) ||
    (segments.some((one) => one === '') && path !== '')
  if (wrong) throw refused('path', given)
  if (path === '') return null
  const isLeftOut = segments.some((one) => /^(?:\.git|__MACOSX|\.DS_Store)$/i.test(one))
  return isLeftOut ? null : path
}

/** Counts what comes out, and throws as soon as it is too much. */
export function openTally(packedBytes: number | null) {
  const files = new Set<string>()
  /** As they are written, by what some systems take for the same. */
  const folders = new Map<string, string>()
  let bytes = 0
  return {
    /**
     * A file begins. The same path again, whatever its case, would be another file on some systems; so would what lies in
     * a folder of another case, and none can have a folder and a file of one name.
     */
    file(path: string): void {
      if (files.has(keyOf(path)) || folders.has(keyOf(path))) throw refused('twice', path)
      for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) {
        const folder = path.slice(0, at)
        const key = keyOf(folder)
        if (files.has(key) || (folders.get(key) ?? folder) !== folder) throw refused('twice', path)
        folders.set(key, folder)
      }
      files.add(keyOf(path))
      if (files.size > skillLimits.files) throw refused('files')
    },
    add(more: number): void {
      bytes += more
      if (bytes > skillLimits.bytes) throw refused('bytes')
      if (packedBytes === null || bytes <= skillLimits.ratioFrom) return
      if (bytes > packedBytes * skillLimits.ratio) throw refused('ratio')
    },
  }
}

function keyOf(path: string): string {
  return path.normalize('NFC').toLowerCase()
}

export type Tally = ReturnType<typeof openTally>
