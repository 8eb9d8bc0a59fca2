// The data directory: private folders and files, whatever the umask; the token; one server at a time.
import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { chmod, lstat, mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface Home {
  root: string
  database: string
  runs: string
  worktrees: string
  /** Indexes of our own, by which checkpoints of files are made; a cache. */
  checkpoints: string
  /** Images of messages, by owner and by what they hold. */
  images: string
  backups: string
  /** Where damaged databases are set aside. */
  damaged: string
  logFile: string
  /** The person's own umask: what their agents write into their repositories follows it. */
  umask: number
}

/** Why the data directory cannot be used; the message says what to do. */
export class HomeError extends Error {}

/** Makes the data directory and its folders, 0700. Refuses a link or another user's folder in their place. */
export async function openHome(root: string): Promise<Home> {
  const umask = process.umask(0o077)
  const home = {
    umask,
    root,
    database: join(root, 'data.db'),
    runs: join(root, 'runs'),
    worktrees: join(root, 'worktrees'),
    checkpoints: join(root, 'checkpoints'),
    images: join(root, 'images'),
    backups: join(root, 'backups'),
    damaged: join(root, 'damaged'),
    logFile: join(root, 'logs', 'server.log'),
  }
  const { runs, worktrees, checkpoints, images, backups } = home
  const logs = join(root, 'logs')
  for (const folder of [root, runs, worktrees, checkpoints, images, backups, logs])
    await privateFolder(folder)
  return home
}

async function privateFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 })
  const found = await lstat(path)
  refuseForeign(path, found.uid)
  if (!found.isDirectory())
    throw new HomeError(`${path} is not a folder. Move it away and start again.`)
  await chmod(path, 0o700)
}

function refuseForeign(path: string, uid: number): void {
  const own = process.getuid?.()
  if (own !== undefined && uid !== own) {
    throw new HomeError(`${path} belongs to another user. Choose another A_PARALLEL_HOME.`)
  }
}

/** The bearer token, made at the first start. The file is 0600 and never a link. */
export async function readToken(home: Home): Promise<string> {
  const path = join(home.root, 'auth-token')
  const { O_CREAT, O_EXCL, O_WRONLY, O_NOFOLLOW } = constants
  try {
    const file = await open(path, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW, 0o600)
    await file.writeFile(`${randomBytes(32).toString('base64url')}\n`)
    await file.close()
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause // fs rejects with ErrnoException.
  }
  const found = await lstat(path)
  if (!found.isFile())
    throw new HomeError(`${path} is not a plain file. Remove it and start again.`)
  refuseForeign(path, found.uid)
  await chmod(path, 0o600)
  const token = (await readFile(path, 'utf8')).trim()
  if (token.length < 20)
    throw new HomeError(`${path} holds no usable token. Remove it and start again.`)
  return token
}
