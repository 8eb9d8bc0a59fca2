// Gives a worktree the ignored files and folders of the project's checkout that a recipe names. Must never overwrite
// anything, write through a link, reach out of either checkout or into a repository inside, or give what git would list.
import type { Carried, CarriedThing, LeftOut, Recipe } from '@a-parallel/shared'
import { chmod, lstat, mkdir, readlink, realpath, rename, rm, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { openCheckout } from '../../git/changes/checkout.ts'
import type { Git } from '../../git/core.ts'
import { placeToGive, removeHalfGiven } from '../../git/worktrees/aside.ts'
import { ifThere, isThere } from '../../git/worktrees/if-there.ts'
import { canClone } from './can-clone.ts'
import { choose, type Chosen } from './choose.ts'
import { copyTree, staysInside } from './copy-tree.ts'
import { leave, leaveAll, leaveFailed, mostNamed, type Left } from './left.ts'

export interface CarryAsk {
  /** Top of the project's checkout. */
  repository: string
  /** Top of the worktree. */
  path: string
  recipe: Recipe
}

/**
 * What cannot be given is told of by itself. One at a time for each worktree.
 * @param umask which folders that have to be made in the worktree follow.
 */
export async function carry(git: Git, ask: CarryAsk, umask: number): Promise<Carried> {
  const began = performance.now()
  const root = await realpath(ask.repository)
  const worktree = await realpath(ask.path)
  await removeHalfGiven(worktree)
  const { chosen, left } = await choose(git, root, ask.recipe)
  const things: CarriedThing[] = []
  const open = await passable(git, { root, worktree, umask }, chosen, left)
  for (const one of open) {
    try {
      things.push(await give({ root, worktree, umask }, one, left))
    } catch (cause) {
      leaveFailed(left, one.path, cause)
    }
  }
  return {
    things: things.slice(0, mostNamed),
    thingCount: things.length,
    left: left.named,
    leftCount: left.count,
    ms: Math.round(performance.now() - began),
  }
}

interface Places {
  root: string
  worktree: string
  umask: number
}

/** What can be given; the rest is told in `left`. */
async function passable(
  git: Git,
  places: Places,
  chosen: readonly Chosen[],
  left: Left,
): Promise<Chosen[]> {
  const open: { one: Chosen; asked: string }[] = []
  for (const one of chosen) {
    try {
      const why = await obstacle(places, one)
      if (why) leave(left, { path: one.path, why, said: '' })
      else open.push({ one, asked: await askedAs(places, one) })
    } catch (cause) {
      leaveFailed(left, one.path, cause)
    }
  }
  const ignored = await ignoredThere(
    git,
    places.worktree,
    open.map(({ asked }) => asked),
  )
  return open.flatMap(({ one, asked }) => {
    if (ignored.has(asked)) return [one]
    leave(left, { path: one.path, why: 'seen', said: '' })
    return []
  })
}

async function obstacle(
  { root, worktree }: Places,
  { path }: Chosen,
): Promise<LeftOut['why'] | null> {
  const source = join(root, path)
  const parent = dirname(path)
  if ((await ifThere(realpath(dirname(source)))) !== join(root, parent)) return 'outside'
  const entry = await lstat(source)
  if (entry.isSymbolicLink()) {
    if (!staysInside(root, source, await readlink(source))) return 'outside'
  } else if (!entry.isFile() && !entry.isDirectory()) return 'special'
  if (entry.isDirectory() && (await isThere(join(source, '.git')))) return 'repository'
  if (await isThere(join(worktree, path))) return 'there'
  const names = parent === '.' ? [] : parent.split('/')
  for (const [index] of names.entries()) {
    const folder = names.slice(0, index + 1).join('/')
    if (
      (await isThere(join(root, folder, '.git'))) ||
      (await isThere(join(worktree, folder, '.git')))
    )
      return 'repository'
    const there = await ifThere(lstat(join(worktree, folder)))
    if (there?.isSymbolicLink()) return 'outside'
    if (there && !there.isDirectory()) return 'there'
  }
  return null
}

/** A pattern that ends in `/` fits folders alone, and no link to one. */
async function askedAs({ root, worktree }: Places, { path, how }: Chosen): Promise<string> {
  const source = join(root, path)
  if (!(await lstat(source)).isDirectory() || how === 'link') return path
  const links = how === 'clone-or-link' && !(await canClone(source, dirname(worktree)))
  return links ? path : `${path}/`
}

/** Of paths that are not there yet, those that git would ignore in the worktree. */
async function ignoredThere(git: Git, worktree: string, paths: string[]): Promise<Set<string>> {
  if (paths.length === 0) return new Set()
  const checkout = await openCheckout(git, { path: worktree })
  const { text } = await checkout.run(['check-ignore', '-z', '--stdin'], 'ignored-there', {
    // This one command knows no literal paths: a name that begins with a colon must not be taken for magic.
    stdin: paths.map((path) => `./${path}\0`).join(''),
    env: { GIT_LITERAL_PATHSPECS: '0' },
    successExitCodes: [0, 1],
  })
  return new Set(text.split('\0').map((path) => path.slice(2)))
}

/** It is built beside the worktree and put in its place in one step: what was cut off is never taken for whole. */
async function give(places: Places, { path, how }: Chosen, left: Left): Promise<CarriedThing> {
  const { root, worktree } = places
  const source = join(root, path)
  const target = join(worktree, path)
  const built = placeToGive(worktree)
  const isFolder = (await lstat(source)).isDirectory()
  const clones = (isFolder || how !== 'link') && (await canClone(source, dirname(worktree)))
  try {
    const links = how === 'link' || (how === 'clone-or-link' && !clones)
    const copied = links ? null : await copyTree({ root, path, target: built })
    if (links) await symlink(source, built)
    if (copied) leaveAll(left, copied.left)
    await makeFolders(places, dirname(path))
    if (await isThere(target)) throw new Error('something was put in its place meanwhile')
    await rename(built, target)
    return { path, how: links ? 'linked' : clones ? 'cloned' : 'copied', files: copied?.files ?? 1 }
  } finally {
    await rm(built, { recursive: true, force: true, maxRetries: 3 })
  }
}

async function makeFolders({ worktree, umask }: Places, path: string): Promise<void> {
  if (path === '.' || (await isThere(join(worktree, path)))) return
  await makeFolders({ root: '', worktree, umask }, dirname(path))
  await mkdir(join(worktree, path))
  await chmod(join(worktree, path), 0o777 & ~umask)
}
