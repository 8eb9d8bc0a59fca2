// A zip's files, in memory: nothing is written before all of it was read and found right.
import { fromBuffer, type Entry, type ZipFile } from 'yauzl'
import { openTally, plainPath, refused, type Tally, type TreeFile } from './rules.ts'

/** Throws `skill_archive_refused`. */
export async function unzip(bytes: Buffer): Promise<TreeFile[]> {
  const tally = openTally(bytes.byteLength)
  const zip = await opened(bytes)
  return new Promise((resolve, reject) => {
    const files: TreeFile[] = []
    const fail = (cause: unknown) => {
      zip.close()
      reject(cause instanceof Error && cause.name === 'Problem' ? cause : brokenBy(cause))
    }
    zip.on('error', fail)
    zip.on('end', () => resolve(files))
    zip.on('entry', (entry: Entry) => {
      fileOf(zip, entry, tally)
        .then((file) => {
          if (file) files.push(file)
          zip.readEntry()
        })
        .catch(fail)
    })
    zip.readEntry()
  })
}

function opened(bytes: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true, strictFileNames: true }, (cause, zip) => {
      if (cause) reject(brokenBy(cause))
      else resolve(zip)
    })
  })
}

/** The reader refuses names that lead elsewhere before it hands them out. */
function brokenBy(cause: unknown): Error {
  const words = cause instanceof Error ? cause.message : String(cause)
  const name =
    /^(?:invalid characters in fileName|absolute path|invalid relative path): (.*)$/s.exec(words)
  return name ? refused('path', name[1], cause) : refused('broken', '', cause)
}

async function fileOf(zip: ZipFile, entry: Entry, tally: Tally): Promise<TreeFile | null> {
  const mode = entry.externalFileAttributes >>> 16
  const type = mode & 0o170000
  if (type === 0o120000) throw refused('link', entry.fileName)
  if (![0, 0o100000, 0o040000].includes(type)) throw refused('special', entry.fileName)
  if (entry.isEncrypted()) throw refused('encrypted', entry.fileName)
  const path = plainPath(entry.fileName)
  if (path === null || path.endsWith('/')) return null
  tally.file(path)
  return { path, bytes: await contentOf(zip, entry, tally), executable: (mode & 0o111) !== 0 }
}

function contentOf(zip: ZipFile, entry: Entry, tally: Tally): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (cause, stream) => {
      if (cause) return reject(cause)
      const pieces: Buffer[] = []
      stream.on('data', (piece: Buffer) => {
        try {
          tally.add(piece.byteLength)
          pieces.push(piece)
        } catch (refusal) {
          stream.destroy()
          reject(refusal)
        }
      })
      stream.on('error', reject)
      stream.on('end', () => resolve(Buffer.concat(pieces)))
    })
  })
}
