// The data directory: private folders and files, whatever the umask; the token; one server at a time.
import { randomBytes } from 'node:crypto'
import { chmod, lstat, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { HomeError, refuseForeign } from './own.ts'
import { readSecret } from './secret.ts'

export interface Home {
  root: string
  database: string
  /** What search looks in; made from the database, and may be deleted while no server runs. */
  searchIndex: string
  runs: string
  worktrees: string
  /** Indexes of our own, by which checkpoints of files are made; a cache. */
  checkpoints: string
  /** What setup commands print, by thread. */
  preparations: string
  /** Which worktrees and agents are kept ready for threads that are being written. */
  spares: string
  /** Which checkouts stand ready for threads to come. */
  ready: string
  /** Skills that are about to be installed, and those that were removed. */
  skills: string
  /** What dev servers print, by thread. */
  devServers: string
  /** Where tool servers that are programs work, each in a folder of its own. */
  toolServers: string
  /** Images of messages, by owner and by what they hold. */
  images: string
  backups: string
  /** Where damaged databases are set aside. */
  damaged: string
  logFile: string
  /** The person's own umask: what their agents write into their repositories follows it. */
  umask: number
}

/** Makes the data directory and its folders, 0700. Refuses a link or another user's folder in their place. */
export async function openHome(root: string): Promise<Home> {
  const umask = process.umask(0o077)
  const home = {
    umask,
    root,
    database: join(root, 'data.db'),
    searchIndex: join(root, 'search.db'),
    runs: join(root, 'runs'),
    worktrees: join(root, 'worktrees'),
    checkpoints: join(root, 'checkpoints'),
    preparations: join(root, 'preparations'),
    spares: join(root, 'spares'),
    ready: join(root, 'ready'),
    skills: join(root, 'skills'),
    devServers: join(root, 'dev-servers'),
    toolServers: join(root, 'tool-servers'),
    images: join(root, 'images'),
    backups: join(root, 'backups'),
    damaged: join(root, 'damaged'),
    logFile: join(root, 'logs', 'server.log'),
  }
  const { runs, worktrees, checkpoints, preparations, images, backups } = home
  const { devServers, toolServers, spares, ready, skills } = home
  const ofAgents = [devServers, toolServers, spares, ready, skills]
  const own = [runs, worktrees, checkpoints, preparations, ...ofAgents]
  for (const folder of [root, ...own, images, backups, join(root, 'logs')])
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

/** The bearer token, made at the first start. The file is 0600 and never a link. */
export async function readToken(home: Home): Promise<string> {
  const path = join(home.root, 'auth-token')
  const token = await readSecret(path, () => randomBytes(32).toString('base64url'))
  if (token.length < 20)
    throw new HomeError(`${path} holds no usable token. Remove it and start again.`)
  return token
}
