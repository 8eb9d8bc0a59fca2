// Makes the sample shop: a repository with a history by invented people and a bare remote beside it.
// Touches nothing outside the folder it is given, and none of this machine's git configuration.
import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { commits, type Commit } from './sources.ts'

const run = promisify(execFile)
const day = 24 * 60 * 60 * 1000

/** Makes `lantern-shop` and `origin/lantern-shop.git` in a folder; gives the repository's path. */
export async function makeShop(folder: string): Promise<string> {
  const path = join(folder, 'lantern-shop')
  const origin = join(folder, 'origin', 'lantern-shop.git')
  await mkdir(path, { recursive: true })
  await mkdir(origin, { recursive: true })
  await git(origin, ['init', '-q', '--bare', '-b', 'main'])
  await git(path, ['init', '-q', '-b', 'main'])
  // The agents commit as this person.
  await git(path, ['config', 'user.name', 'Demo'])
  await git(path, ['config', 'user.email', 'demo@lantern.example'])
  for (const commit of commits) await record(path, commit)
  await git(path, ['remote', 'add', 'origin', origin])
  await git(path, ['push', '-q', '-u', 'origin', 'main'])
  await git(path, ['remote', 'set-head', 'origin', 'main'])
  return path
}

async function record(path: string, commit: Commit): Promise<void> {
  for (const [name, text] of Object.entries(commit.files)) {
    const file = join(path, name)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
  const at = new Date(Date.now() - commit.daysAgo * day).toISOString()
  await git(path, ['add', '-A'])
  await git(path, ['commit', '-q', '-m', commit.message], {
    GIT_AUTHOR_NAME: commit.author,
    GIT_AUTHOR_EMAIL: commit.email,
    GIT_AUTHOR_DATE: at,
    GIT_COMMITTER_NAME: commit.author,
    GIT_COMMITTER_EMAIL: commit.email,
    GIT_COMMITTER_DATE: at,
  })
}

async function git(cwd: string, args: string[], env: Record<string, string> = {}): Promise<void> {
  await run('git', args, {
    cwd,
    env: {
      PATH: process.env['PATH'],
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      ...env,
    },
  })
}
