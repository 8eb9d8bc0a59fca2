// Where a demo lives: one folder under the system's temporary one, its agents' home included.
// Never removes a folder that it did not make.
import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

const prefix = 'a-parallel-demo-'

export interface DemoFolder {
  root: string
  /** HOME of the server and of all agents: nothing of the person's own settings is seen. */
  home: string
  /** The server's data directory. */
  data: string
  scenarios: string
  /** In the environment of everything that belongs to this demo, and of nothing else. */
  marker: string
}

export async function makeFolder(): Promise<DemoFolder> {
  return folderAt(await realpath(await mkdtemp(join(tmpdir(), prefix))))
}

export function folderAt(root: string): DemoFolder {
  const home = join(root, 'home')
  return {
    root,
    home,
    data: join(root, 'data'),
    scenarios: join(root, 'scenarios.json'),
    marker: `HOME=${home}`,
  }
}

/** What these agents may run unasked; everything else asks, as it would a person of their own. */
const allowed = [
  'Bash(node --test:*)',
  'Bash(node -e:*)',
  'Bash(node scripts/saturday.js:*)',
  'Bash(git add:*)',
  'Bash(git commit:*)',
  'Bash(git merge:*)',
]

/** Makes the agents' home: what they may do unasked, and a name for commits. */
export async function furnish(folder: DemoFolder): Promise<void> {
  await mkdir(join(folder.home, '.claude'), { recursive: true, mode: 0o700 })
  const settings = { permissions: { allow: allowed } }
  await writeFile(join(folder.home, '.claude/settings.json'), JSON.stringify(settings, null, 2))
  const identity = '[user]\n\tname = Demo\n\temail = demo@lantern.example\n'
  await writeFile(join(folder.home, '.gitconfig'), identity)
}

/** Removes everything of a demo but the token that a browser is signed in with. */
export async function emptyFolder(folder: DemoFolder): Promise<void> {
  for (const name of await readdir(folder.root)) {
    if (name !== basename(folder.data)) await remove(join(folder.root, name))
  }
  for (const name of await readdir(folder.data)) {
    if (name !== 'auth-token') await remove(join(folder.data, name))
  }
}

export async function removeFolder(folder: DemoFolder): Promise<void> {
  const temporary = await realpath(tmpdir())
  if (dirname(folder.root) !== temporary || !basename(folder.root).startsWith(prefix)) {
    throw new Error(`${folder.root} is no folder of a demo`)
  }
  await remove(folder.root)
}

const remove = (path: string) => rm(path, { recursive: true, force: true, maxRetries: 5 })
