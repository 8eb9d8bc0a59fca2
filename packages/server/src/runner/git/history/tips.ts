// Which commits HEAD and a base are at. They are read from the repository's files as long as these tell; else git is asked.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isPlainRevision } from '../names.ts'
import { ownPlacesOf, type OwnPlaces } from '../restrict/places.ts'
import type { StandingSetting } from '../restrict/settings.ts'
import { ifThere, readText } from '../worktrees/if-there.ts'
import type { Ask } from './ask.ts'

export interface Tips {
  /** Null: no commit yet. */
  head: string | null
  /** Null: there is nothing of this name. */
  tip: string | null
}

export interface TipsAsk extends Ask {
  settings: () => Promise<readonly StandingSetting[]>
}

/** @param name of the base: a branch comes before a tag of the same name, which git itself would take. */
export async function readTips(ask: TipsAsk, name: string): Promise<Tips> {
  if (!isPlainRevision(name)) return { head: null, tip: null }
  return (await tipsInFiles(ask, name)) ?? askTips(ask, name)
}

/** The commit that a whole ref is at. Null: there is none. */
export async function readRef(ask: TipsAsk, ref: string): Promise<string | null> {
  if (!isPlainRevision(ref)) return null
  const [own, set] = await Promise.all([ownPlacesOf(ask.path), ask.settings()])
  if (own !== null && !set.some(({ key }) => key === 'extensions.refstorage')) {
    const found = await refIn(own, ref)
    if (found !== null) return found === 'none' ? null : found
  }
  const { text } = await ask.run(['cat-file', '--batch-check=%(objectname)'], 'ref-tip', {
    stdin: `${ref}^{commit}\n`,
  })
  return objectName.exec(text)?.[1] ?? null
}

/** Null: the files do not tell all of it. */
export async function tipsInFiles(
  { path, settings }: Pick<TipsAsk, 'path' | 'settings'>,
  name: string,
): Promise<Tips | null> {
  const [own, set] = await Promise.all([ownPlacesOf(path), settings()])
  if (own === null || set.some(({ key }) => key === 'extensions.refstorage')) return null
  const [head, tip] = await Promise.all([headIn(own), tipIn(own, name)])
  return head === null || tip === null ? null : { head, tip }
}

const objectName = /^((?:[0-9a-f]{40}|[0-9a-f]{64}))\n?$/

async function headIn(own: OwnPlaces): Promise<string | null> {
  const said = await readText(join(own.gitDir, 'HEAD'))
  const branch = /^ref: (refs\/heads\/[^\0\n]+)\n?$/.exec(said ?? '')?.[1]
  if (branch === undefined) return objectName.exec(said ?? '')?.[1] ?? null
  const found = await refIn(own, branch)
  return found === 'none' ? null : found
}

async function tipIn(own: OwnPlaces, name: string): Promise<string | null> {
  for (const ref of [`refs/heads/${name}`, `refs/remotes/${name}`]) {
    const found = await refIn(own, ref)
    if (found !== 'none') return found
  }
  return null
}

/** A file of its own comes before the one that holds many. Null: it says something else than a commit. */
async function refIn({ commonDir }: OwnPlaces, ref: string): Promise<string | null> {
  const said = await ifThere(
    readFile(join(commonDir, ref), 'utf8').catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'EISDIR') return null
      throw cause
    }),
  )
  if (said !== null) return objectName.exec(said)?.[1] ?? null
  const packed = (await readText(join(commonDir, 'packed-refs'))) ?? ''
  const end = packed.indexOf(` ${ref}\n`)
  if (end === -1) return 'none'
  return objectName.exec(packed.slice(packed.lastIndexOf('\n', end) + 1, end))?.[1] ?? null
}

async function askTips({ run }: Ask, name: string): Promise<Tips> {
  const asked = ['HEAD', `refs/heads/${name}`, `refs/remotes/${name}`, name]
  const { text } = await run(['cat-file', '--batch-check=%(objectname)'], 'base-tip', {
    stdin: asked.map((revision) => `${revision}^{commit}\n`).join(''),
  })
  // A name each, or why there is none.
  const [head = null, ...tips] = text.split('\n').map((line) => objectName.exec(line)?.[1] ?? null)
  return { head, tip: tips.find((tip) => tip !== null) ?? null }
}
