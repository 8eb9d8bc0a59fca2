// Which of a checkout's ignored files and folders a recipe names. Only what git ignores and does not track is chosen: git
// is asked, and it goes into no ignored folder and no repository inside.
import { pathMatches } from '@a-parallel/contract/model'
import type { Recipe } from '@a-parallel/shared'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { openCheckout } from '../../git/changes/checkout.ts'
import type { Git } from '../../git/core.ts'
import { ifThere, isThere } from '../../git/worktrees/if-there.ts'
import { leave, leaveFailed, nothingLeft, type Left } from './left.ts'

export interface Chosen {
  /** From the top of the checkout. */
  path: string
  how: 'copy' | 'link' | 'clone-or-copy' | 'clone-or-link'
}

export interface Choice {
  chosen: Chosen[]
  left: Left
}

/** What the recipe wants, each path once: the first that names it counts. */
export async function choose(git: Git, root: string, recipe: Recipe): Promise<Choice> {
  const { files, folders } = recipe
  const wanted = [
    ...named(files?.copy, 'copy'),
    ...named(files?.link, 'link'),
    ...named(folders?.copy, 'clone-or-copy'),
    ...named(folders?.link, 'clone-or-link'),
  ]
  if (wanted.length === 0) return { chosen: [], left: nothingLeft() }
  const ignored = await ignoredIn(git, root)
  const found = new Map<string, Chosen>()
  const left = nothingLeft()
  for (const { pattern, how } of wanted) {
    try {
      const paths = await matching(root, pattern, ignored)
      if (paths.length === 0) leave(left, { path: pattern, why: 'nothing', said: '' })
      for (const path of paths) if (!found.has(path)) found.set(path, { path, how })
    } catch (cause) {
      leaveFailed(left, pattern, cause)
    }
  }
  const outer = [...found.values()].filter(({ path }) => !isInsideAny(path, found))
  return { chosen: outer, left }
}

function named(patterns: readonly string[] | undefined, how: Chosen['how']) {
  return (patterns ?? []).map((pattern) => ({ pattern: pattern.replace(/\/$/, ''), how }))
}

interface Ignored {
  files: readonly string[]
  /** Folders of which git ignores everything. */
  folders: readonly string[]
}

/** Everything that git ignores; of a folder that is ignored as a whole its name alone. */
async function ignoredIn(git: Git, root: string): Promise<Ignored> {
  const checkout = await openCheckout(git, { path: root })
  const args = ['ls-files', '-z', '--others', '--ignored', '--exclude-standard', '--directory']
  const { text } = await checkout.run(args, 'ignored-files')
  const all = text.split('\0').filter((path) => path !== '')
  return {
    files: all.filter((path) => !path.endsWith('/')),
    folders: all.filter((path) => path.endsWith('/')).map((path) => path.slice(0, -1)),
  }
}

async function matching(root: string, pattern: string, ignored: Ignored): Promise<string[]> {
  const own = [...ignored.files, ...ignored.folders].filter((path) => pathMatches(pattern, path))
  // A pattern whose fixed beginning lies in an ignored folder is looked for there.
  const begin = fixedPart(pattern)
  const folder = ignored.folders.find((one) => begin.startsWith(`${one}/`))
  if (folder === undefined) return own
  return [...own, ...(await below(root, begin, pattern))]
}

/** What of a pattern holds no star: a whole path, or the folders before the first one. */
function fixedPart(pattern: string): string {
  const star = pattern.indexOf('*')
  return star === -1 ? pattern : pattern.slice(0, pattern.lastIndexOf('/', star) + 1)
}

/** Looks no deeper than the pattern says, through no link and into no repository. */
async function below(root: string, begin: string, pattern: string): Promise<string[]> {
  if (!begin.endsWith('/')) return (await isThere(join(root, begin))) ? [begin] : []
  const deepest = pattern.includes('**') ? mostDeep : pattern.split('/').length
  const found: string[] = []
  const look = async (folder: string, depth: number): Promise<void> => {
    const entries = (await ifThere(readdir(join(root, folder), { withFileTypes: true }))) ?? []
    if (depth > 0 && entries.some(({ name }) => name === '.git')) return
    for (const entry of entries) {
      const path = `${folder}/${entry.name}`
      if (pathMatches(pattern, path)) found.push(path)
      else if (entry.isDirectory() && path.split('/').length < deepest) await look(path, depth + 1)
    }
  }
  const folder = begin.slice(0, -1)
  const entry = await ifThere(lstat(join(root, folder)))
  if (entry?.isDirectory()) await look(folder, 0)
  return found
}

const mostDeep = 12

function isInsideAny(path: string, found: ReadonlyMap<string, unknown>): boolean {
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1))
    if (found.has(path.slice(0, at))) return true
  return false
}
