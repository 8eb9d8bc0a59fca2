// Skills that were removed or replaced, each in a folder of its own with what is to be known of it, for 30 days. They come
// back as they were: what a person had is held to no rules.
import { keptForMs, Problem } from '@a-parallel/contract/model'
import {
  Instant,
  KeptId,
  OwnerId,
  ProjectId,
  SkillName,
  SkillOrigin,
} from '@a-parallel/contract/nouns'
import { lstat, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Log } from '../../platform/log.ts'
import { measure } from '../disk/measure.ts'
import { ifThere, isThere, readText } from '../git/worktrees/if-there.ts'
import type { KeepSkill, KeptRecord } from '../skills-port.ts'
import { copyTree } from './tree.ts'

const Kept = z.object({
  id: KeptId,
  owner: OwnerId,
  projectId: ProjectId.nullable(),
  name: SkillName,
  why: z.enum(['removed', 'replaced']),
  at: Instant,
  files: z.number().int(),
  origin: SkillOrigin.nullable(),
})
type Kept = z.infer<typeof Kept>

/** What the folder of one is called by until it is whole. */
const unfinished = '.new'

export interface KeptShelf {
  /** Copies what lies at a place, links as links. */
  keep(what: KeepSkill & { name: string }, place: string): Promise<void>
  list(owner: OwnerId): Promise<KeptRecord[]>
  /** With where it lies. Throws `kept_not_found`. */
  find(owner: OwnerId, id: string): Promise<{ record: KeptRecord; place: string }>
  forget(id: string): Promise<void>
  /** Lets go of what is past its time, and of what a killed server was about to keep. */
  sweep(): Promise<void>
}

export interface KeptShelfAsk {
  folder: string
  /** Milliseconds since 1970. */
  now: () => number
  log: Log
}

export function openKeptShelf({ folder, now, log }: KeptShelfAsk): KeptShelf {
  const of = (id: string) => join(folder, id)
  const forget = (id: string) => rm(of(id), { recursive: true, force: true })
  const beingKept = new Set<string>()
  const isOver = (keptAt: number) => keptAt + keptForMs <= now()
  const all = async (): Promise<Kept[]> => {
    const names = (await namesIn(folder)).filter((name) => !name.endsWith(unfinished))
    const found = await Promise.all(names.map((name) => recordOf(of(name), log)))
    return found.filter((one) => one !== null).filter(({ at }) => !isOver(Date.parse(at)))
  }
  /** Of what cannot be read nobody knows more than when it was put there. */
  const isToGo = async (name: string): Promise<boolean> => {
    if (name.endsWith(unfinished)) return !beingKept.has(name)
    const record = await recordOf(of(name), log)
    if (record) return isOver(Date.parse(record.at))
    const seen = await ifThere(lstat(of(name)))
    return seen !== null && isOver(seen.mtimeMs)
  }
  return {
    async keep({ id, owner, projectId, why, origin, name }, place) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const fresh = `${of(id)}${unfinished}`
      beingKept.add(`${id}${unfinished}`)
      try {
        await mkdir(fresh, { mode: 0o700 })
        const copy = join(fresh, 'skill')
        // It may be a link to elsewhere, which may hold anything and stays where it is: the link alone is kept.
        await copyTree(place, copy)
        const files = await countOf(copy)
        const at = new Date(now()).toISOString()
        const record = { id, owner, projectId, name, why, at, files, origin }
        await writeFile(join(fresh, 'kept.json'), JSON.stringify(record), { mode: 0o600 })
        await rename(fresh, of(id))
      } finally {
        await rm(fresh, { recursive: true, force: true })
        beingKept.delete(`${id}${unfinished}`)
      }
    },
    async list(owner) {
      const mine = (await all()).filter((one) => one.owner === owner)
      const records = await Promise.all(mine.map((one) => toRecord(one, of(one.id))))
      return records.toSorted((a, b) => (a.kept.at < b.kept.at ? 1 : -1))
    },
    async find(owner, id) {
      const found = (await all()).find((one) => one.owner === owner && one.id === id)
      const place = join(of(id), 'skill')
      if (!found || !(await isThere(place))) throw new Problem('kept_not_found')
      return { record: await toRecord(found, of(id)), place }
    },
    forget,
    async sweep() {
      for (const name of await namesIn(folder))
        try {
          if (await isToGo(name)) await forget(name)
        } catch (cause) {
          log.warn({ err: cause, name }, 'what was kept of a skill could not be removed')
        }
    },
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return (await ifThere(readdir(folder))) ?? []
}

/** Files and links. */
async function countOf(place: string): Promise<number> {
  if (!(await lstat(place)).isDirectory()) return 1
  const entries = await readdir(place, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => !entry.isDirectory()).length
}

async function recordOf(folder: string, log: Log): Promise<Kept | null> {
  const text = await readText(join(folder, 'kept.json'))
  try {
    return text === null ? null : Kept.parse(JSON.parse(text))
  } catch (cause) {
    log.warn({ err: cause, folder }, 'what was kept of a skill cannot be read')
    return null
  }
}

async function toRecord(
  { id, owner, projectId, why, origin, name, at, files }: Kept,
  folder: string,
): Promise<KeptRecord> {
  const until = new Date(Date.parse(at) + keptForMs).toISOString()
  const { bytes } = await measure(folder)
  return { id, owner, projectId, why, origin, bytes, kept: { id, name, why, at, until, files } }
}
