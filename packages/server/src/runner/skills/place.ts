// Puts a skill in its place in one step, and takes one away so that it can come back. What an agent reads is always a whole
// one: it is made beside the folder of skills, on the same disk, and renamed.
import { Problem } from '@a-parallel/contract/model'
import { randomUUID } from 'node:crypto'
import {
  chmod,
  lstat,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Log } from '../../platform/log.ts'
import { ifThere, isThere } from '../git/worktrees/if-there.ts'
import type { KeepSkill, SkillRoot } from '../skills-port.ts'
import type { KeptShelf } from './kept.ts'
import { writableRoot, type Environment } from './roots.ts'
import { writeTree } from './tree.ts'

export interface PlacePorts {
  env: Environment
  /** Of the person whose folders these are. */
  umask: number
  shelf: KeptShelf
  log: Log
}

export interface PlaceAsk extends SkillRoot {
  name: string
  keep: KeepSkill
}

/**
 * @param make makes the skill at a path where nothing is. What stood in its place stands there again if it cannot be put.
 * Throws `skill_place_linked`, `project_unavailable`.
 */
export async function putSkill(
  { env, shelf, log }: Omit<PlacePorts, 'umask'>,
  { name, keep, ...root }: PlaceAsk,
  make: (fresh: string) => Promise<void>,
): Promise<void> {
  const skills = await writableRoot(env, root)
  await clearBeside(skills, log)
  const place = join(skills, name)
  const fresh = besideOf(skills)
  try {
    await make(fresh)
    const gone = (await isThere(place))
      ? await takeAway(shelf, { ...root, name, keep }, place)
      : null
    try {
      await rename(fresh, place)
    } catch (cause) {
      if (gone !== null) await rename(gone, place)
      throw cause
    }
    if (gone !== null) await rm(gone, { recursive: true, force: true })
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
}

/** Throws `skill_not_found`, `skill_place_linked`, `project_unavailable`. */
export async function removeSkill({ env, shelf }: PlacePorts, ask: PlaceAsk): Promise<void> {
  const place = join(await writableRoot(env, ask), ask.name)
  if (!(await isThere(place))) throw new Problem('skill_not_found')
  await rm(await takeAway(shelf, ask, place), { recursive: true, force: true })
}

/**
 * Writes a skill's text; without `was` a new skill. Throws `skill_exists`, `skill_not_found`, `changed_meanwhile`,
 * `skill_place_linked`, `project_unavailable`.
 */
export async function writeSkillText(
  { env, umask }: PlacePorts,
  { name, text, was, ...root }: SkillRoot & { name: string; text: string; was: string | null },
): Promise<void> {
  const skills = await writableRoot(env, root)
  const place = join(skills, name)
  const there = await ifThere(lstat(place))
  if (was === null) {
    if (there) throw new Problem('skill_exists', `There is a skill called ${name} already.`)
    const fresh = besideOf(skills)
    const file = { path: 'SKILL.md', bytes: Buffer.from(text), executable: false }
    try {
      await writeTree(fresh, [file], umask)
      await rename(fresh, place)
    } finally {
      await rm(fresh, { recursive: true, force: true })
    }
    return
  }
  const file = join(place, 'SKILL.md')
  const stats = await ifThere(lstat(file))
  if (!stats) throw new Problem('skill_not_found')
  if (root.repository !== null && !(there?.isDirectory() && stats.isFile()))
    throw new Problem('skill_place_linked', `${file} is not a plain file.`, { path: file })
  if ((await readFile(file, 'utf8')) !== was)
    throw new Problem('changed_meanwhile', 'The skill was changed since it was shown.', {
      path: file,
    })
  // A person's own may be a link to where they keep it: it stays one.
  const real = stats.isSymbolicLink() ? await realpath(file) : file
  const fresh = join(dirname(real), `.SKILL.md.${randomUUID()}`)
  try {
    await writeFile(fresh, text, { flag: 'wx' })
    await chmod(fresh, (await stat(real)).mode & 0o777)
    await rename(fresh, real)
  } finally {
    await rm(fresh, { force: true })
  }
}

/** Kept first, then gone in one step; gives where it lies now, to be deleted. */
async function takeAway(
  shelf: KeptShelf,
  { name, keep }: PlaceAsk,
  place: string,
): Promise<string> {
  await shelf.keep({ ...keep, name }, place)
  const gone = besideOf(dirname(place))
  await rename(place, gone)
  return gone
}

/** Not within: there an agent would read it. */
function besideOf(skills: string): string {
  return join(dirname(skills), `.a-parallel-${randomUUID()}`)
}

const left = /^\.a-parallel-[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/
const leftAfterMs = 3_600_000

/** What a server that died in between left there: a copy of what was about to be put, or of what is kept. */
async function clearBeside(skills: string, log: Log): Promise<void> {
  const folder = dirname(skills)
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const stats = left.test(name) ? await ifThere(lstat(path)) : null
    if (!stats || Date.now() - stats.ctimeMs < leftAfterMs) continue
    await rm(path, { recursive: true, force: true }).catch((cause: unknown) =>
      log.warn({ err: cause, path }, 'what was left beside skills could not be removed'),
    )
  }
}
