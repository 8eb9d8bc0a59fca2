// What a repository's git settings, hooks and files bring. Starts git to read settings and names only, which runs nothing.
import type { GitCall } from '../git/restrict/calls.ts'
import type { Brought } from '@a-parallel/shared'
import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { Git } from '../git/core.ts'
import { ifThere } from '../git/worktrees/if-there.ts'
import { wordsFolderOf } from './agent-words.ts'
import { broughtOf, orUnreadable } from './brought.ts'
import { settingsThatRun } from './git-settings.ts'
import { contentOf } from './content.ts'
import { linkOf } from '../git/restrict/links.ts'
import type { OwnPlaces } from '../git/restrict/places.ts'
import { readSettings, type StandingSetting } from '../git/restrict/settings.ts'

/**
 * The repository's own settings as they hold in a checkout, with what they include.
 * @param module another repository that git goes into from here, by its own directory.
 */
export async function readBroughtSettings(
  git: Git,
  root: string,
  module?: string,
): Promise<StandingSetting[]> {
  return (await readSettings(git, root, module)).filter(({ isOwn }) => !isOwn)
}

const inside = (folder: string, path: string) => path.startsWith(folder + sep)

/** Where a checkout's settings and hooks lie, with those of the repositories that git goes into from there. */
export interface AllPlaces extends OwnPlaces {
  modules: readonly OwnPlaces[]
}

/** A name for a person: inside the checkout, inside its repository, or else the whole path. */
export function nameIn({ gitDir, commonDir }: OwnPlaces, root: string): (path: string) => string {
  return (path) => {
    if (inside(gitDir, path)) return join('.git', relative(gitDir, path))
    if (inside(commonDir, path)) return join('.git', relative(commonDir, path))
    return inside(root, path) ? relative(root, path) : path
  }
}

export function settingsBroughtBy(
  settings: readonly StandingSetting[],
  root: string,
  places: OwnPlaces,
): Brought[] {
  return settingsThatRun(settings, root, nameIn(places, root))
}

/** The folders that git takes hooks from: the usual ones, and the one that a setting of the repository names. */
export function hookFolders(settings: readonly StandingSetting[], root: string, places: AllPlaces) {
  const usual = [places, ...places.modules].map(({ commonDir }) => join(commonDir, 'hooks'))
  const named = settings.flatMap(({ key, value }) =>
    key === 'core.hookspath' && value !== null && value !== '' ? [value] : [],
  )
  const home = process.env['HOME'] ?? ''
  const at = named.map((path) => path.replace(/^~(?=\/)/, home))
  return [...usual, ...at.map((path) => (path.startsWith('/') ? path : join(root, path)))]
}

/** Hooks that git would run: files that may be executed, and are no samples. */
export function hooksIn(folder: string, name: (path: string) => string): Promise<Brought[]> {
  const hook = async (key: string): Promise<Brought[]> => {
    const content = await contentOf(join(folder, key))
    if (content === null || !content.executable) return []
    return [broughtOf('git-hook', { file: name(join(folder, key)), key }, content.text)]
  }
  const hooks = async (): Promise<Brought[]> => {
    const names = ((await ifThere(readdir(folder))) ?? []).filter((one) => !one.endsWith('.sample'))
    const found = await Promise.all(
      names.toSorted().map((key) => orUnreadable(name(join(folder, key)), hook(key))),
    )
    return found.flat()
  }
  return orUnreadable(name(folder), hooks())
}

/** What the names of all tracked files tell. */
export interface Tracked {
  /** Folders that are bare repositories: git started inside would take their settings. */
  embedded: string[]
  /** Where repositories may be checked out inside. Which ones are is told by no index. */
  links: string[]
  /** Skills, slash commands and subagents, wherever they lie. */
  words: string[]
}

/** For the names that tell something. Of a large repository's others nothing is wanted but whether one is a link. */
const tellingNames = ['*/HEAD', '*/config', ':(icase)*.claude/*']

export async function readTracked(git: Git, root: string): Promise<Tracked> {
  const ask = (name: GitCall, args: readonly string[]) =>
    git(['ls-files', '-z', ...args], {
      cwd: root,
      name,
      maxOutputBytes: 512 << 20,
      env: { GIT_LITERAL_PATHSPECS: '0' },
    })
  const [modes, some] = await Promise.all([
    ask('trust-modes', ['--format=%(objectmode)']),
    ask('trust-files', ['--stage', '--', ...tellingNames]),
  ])
  const hasLinks = modes.stdout.includes('160000')
  const { text } = hasLinks ? await ask('trust-links', ['--stage']) : some
  const heads = new Set<string>()
  const configs = new Set<string>()
  const links: string[] = []
  const words: string[] = []
  for (const entry of tellingEntries(text)) {
    const path = entry.slice(entry.indexOf('\t') + 1)
    if (linkOf(entry) !== null) links.push(path)
    else if (path.endsWith('/HEAD')) heads.add(path.slice(0, -'/HEAD'.length))
    else if (path.endsWith('/config')) configs.add(path.slice(0, -'/config'.length))
    else if (wordsFolderOf(path) !== null) words.push(path)
  }
  return {
    embedded: [...heads].filter((path) => configs.has(path)),
    links,
    words,
  }
}

/** What is looked at among the names of a large repository, which are too many to be looked at one by one. */
const telling = /(?:^|\0)160000 |\/(?:HEAD|config)(?=\0)|\.claude\//gi

/** The records of `git ls-files --stage -z` that may tell something, each once. */
export function tellingEntries(text: string): Set<string> {
  const entries = new Set<string>()
  for (const { 0: found, index } of text.matchAll(telling)) {
    const at = index + (found.startsWith('\0') ? 1 : 0)
    const start = at === 0 ? 0 : text.lastIndexOf('\0', at - 1) + 1
    entries.add(text.slice(start, text.indexOf('\0', at)))
  }
  return entries
}

export async function embeddedBrought(root: string, paths: readonly string[]): Promise<Brought[]> {
  const found = await Promise.all(
    paths.map((file) => orUnreadable(join(file, 'config'), embeddedIn(root, file))),
  )
  return found.flat()
}

async function embeddedIn(root: string, file: string): Promise<Brought[]> {
  const settings = await contentOf(join(root, file, 'config'))
  const isRepository = settings !== null && (settings.cut || /^\s*\[/m.test(settings.text))
  return isRepository
    ? [broughtOf('embedded-repository', { file, key: 'config' }, settings.text)]
    : []
}
