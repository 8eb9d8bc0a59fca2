// Git's settings as they hold in a checkout, each with where it stands. They are read by git, which runs nothing for it.
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Git } from '../core.ts'
import type { Environment } from '../environment.ts'
import { recent } from '../../../platform/recent.ts'
import { ownPlacesOf, placesIn, type OwnPlaces } from './places.ts'
import { writtenOf } from './written.ts'

export interface StandingSetting {
  /** Where it was read: a path. */
  origin: string
  scope: string
  /** As git prints it: section and last part in small letters. */
  key: string
  /** Null: the key stands alone, which means yes. */
  value: string | null
  /** It stands in the settings of the person or the machine; else the repository brought it. */
  isOwn: boolean
}

/** @param repository another repository than the one that `cwd` lies in, by its own directory. */
export type ReadSettings = (cwd: string, repository?: string) => Promise<readonly StandingSetting[]>

/** In the order in which git takes them: the last one of a key wins. Our own, which we hand to git, are left out. */
export async function readSettings(
  git: Git,
  cwd: string,
  repository?: string,
): Promise<StandingSetting[]> {
  const args = ['config', '--list', '-z', '--includes', '--show-scope', '--show-origin']
  // The folder that it is checked out in may be gone; git would go there first.
  const env = repository === undefined ? {} : { GIT_DIR: repository, GIT_WORK_TREE: repository }
  const { text } = await git(args, { cwd, name: 'list-settings', env })
  return parseSettings(text, cwd)
}

/** Reads `git config --list -z --show-scope --show-origin`: three parts each. */
export function parseSettings(text: string, cwd: string): StandingSetting[] {
  const parts = text.split('\0')
  const settings: StandingSetting[] = []
  for (let at = 0; at + 2 < parts.length; at += 3) {
    const [scope = '', origin = '', entry = ''] = parts.slice(at, at + 3)
    if (scope === 'command') continue
    const cut = entry.indexOf('\n')
    settings.push({
      origin: resolve(cwd, origin.replace(/^file:/, '')),
      scope,
      key: cut === -1 ? entry : entry.slice(0, cut),
      value: cut === -1 ? null : entry.slice(cut + 1),
      isOwn: scope === 'global' || scope === 'system',
    })
  }
  return settings
}

interface Known {
  settings: readonly StandingSetting[]
  /** Every file that has a say, and their state when they were read. */
  files: readonly string[]
  written: string
  at: number
}

const most = 400
/** A place that the person's git reads settings from, and that we do not know, is seen after so long. */
const longestMs = 60_000

/**
 * Reads them again only where one of the files was written since, or the checkout is of another repository by now. What
 * a repository includes from elsewhere, and what depends on the branch, is always read again.
 * @param environment the person's, by which git finds their settings.
 */
export function openSettings(git: Git, environment: Environment): ReadSettings {
  const known = recent<Known>(most)
  return async (cwd, repository) => {
    const keyNow = async () => {
      const own = await (repository === undefined ? ownPlacesOf(cwd) : placesIn(repository))
      return own && { own, key: [repository ?? cwd, own.gitDir, own.commonDir].join('\0') }
    }
    const place = await keyNow()
    if (place === null) return readSettings(git, cwd, repository)
    const { own, key } = place
    const at = Date.now()
    const found = known.get(key)
    if (found && at - found.at < longestMs && (await writtenOf(found.files)) === found.written)
      return found.settings
    const settings = await readSettings(git, cwd, repository)
    const files = filesOf(own, settings, environment)
    const written = settings.every(holds) ? await writtenOf(files, at) : null
    // Git may have read those of another repository, which the checkout was tied to in between.
    if (written === null || (await keyNow())?.key !== key) known.delete(key)
    else known.set(key, { settings, files, written, at })
    return settings
  }
}

/** Whether what git reads stays the same as long as the files do that it was read from. */
function holds({ key, isOwn }: StandingSetting): boolean {
  if (!/^include(if)?\./.test(key)) return true
  return isOwn && !/^includeif\.(onbranch|hasconfig):/.test(key)
}

function filesOf(
  own: OwnPlaces,
  settings: readonly StandingSetting[],
  environment: Environment,
): string[] {
  const home = environment['HOME'] ?? homedir()
  const ofPerson = environment['XDG_CONFIG_HOME'] || join(home, '.config')
  return [
    ...new Set([
      join(own.commonDir, 'config'),
      join(own.commonDir, 'config.worktree'),
      join(own.gitDir, 'config.worktree'),
      join(home, '.gitconfig'),
      join(ofPerson, 'git', 'config'),
      '/etc/gitconfig',
      ...settings.map(({ origin }) => origin),
    ]),
  ]
}
