// Repositories in a person's home folder. Reads names and times only, and no more than a few seconds.
import { readdir, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { OnDisk } from '../adding-port.ts'
import { realOr } from './place.ts'
import { walk } from './walk.ts'

/** Folders that hold what programs made, by the thousand. */
const passedOver = new Set([
  'node_modules',
  'vendor',
  'target',
  'dist',
  'build',
  'venv',
  '__pycache__',
  'Library',
  'AppData',
  'Applications',
  'snap',
])
const most = 60

export interface FindAsk {
  root: string
  /** Our data directory, in which worktrees lie. */
  home: string
  now: () => number
}

/** Those in which something happened last come first. */
export async function findRepositories({ root: given, home: data, now }: FindAsk) {
  // As projects name their places: what is one already is known by that.
  const [root, home] = await Promise.all([realOr(given), realOr(data)])
  const found: string[] = []
  const complete = await walk({
    root,
    deepest: 5,
    mostFolders: 20_000,
    withinMs: 3_000,
    now,
    enters: (entry, folder, entries) =>
      !entry.name.startsWith('.') &&
      !passedOver.has(entry.name) &&
      join(folder, entry.name) !== home &&
      // What lies inside a repository belongs to it.
      !entries.some(({ name }) => name === '.git'),
    seen(folder, entries) {
      // A worktree's or a submodule's is a file.
      if (entries.some((entry) => entry.name === '.git' && entry.isDirectory())) found.push(folder)
      return true
    },
  })
  const repositories = await Promise.all(found.map(described))
  repositories.sort((one, other) => other.touchedAt.localeCompare(one.touchedAt))
  return { repositories: repositories.slice(0, most), complete }
}

async function described(path: string): Promise<OnDisk> {
  const times = await Promise.all(
    ['index', 'HEAD', 'logs/HEAD', 'FETCH_HEAD'].map((name) =>
      stat(join(path, '.git', name)).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    ),
  )
  const touchedAt = new Date(Math.max(...times)).toISOString()
  return { path, touchedAt, worktrees: await worktreesOf(path) }
}

/** Where its linked worktrees lie, as it knows; they may be gone. */
async function worktreesOf(path: string): Promise<string[]> {
  const ties = join(path, '.git', 'worktrees')
  const names = await readdir(ties).catch(() => [])
  const places = await Promise.all(
    names.map((name) => readFile(join(ties, name, 'gitdir'), 'utf8').catch(() => '')),
  )
  return places.filter(Boolean).map((place) => dirname(place.trim()))
}
