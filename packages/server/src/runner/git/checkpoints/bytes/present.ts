// What a checkout's files are now: the tree that git makes of them, and the bytes of those that git would write otherwise.
// Only what was taken in since is read for the latter. What is known of the others lies beside the shadow index, and counts
// as long as nobody else has written that.
import { rename, rm, stat, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { hashFiles, otherAmong, suspectsAmong } from '../../conversion/as-written.ts'
import { heldFiles, type ListedFile } from '../../conversion/held-files.ts'
import type { Rules } from '../../conversion/rules.ts'
import { readStamp } from '../../changes/content.ts'
import { look } from '../../kept/places.ts'
import { readText } from '../../worktrees/if-there.ts'
import { writeTree, type KeptBytes, type ToldBytes } from '../capture.ts'
import type { Followed } from '../follow.ts'
import type { Shadow } from '../shadow.ts'
import { keepBytes } from './kept.ts'
import { jsonOrNull } from '../../../../platform/json.ts'

export interface Present {
  tree: string
  bytes: ToldBytes
  /** Paths, and the objects that hold their bytes. */
  raw: ReadonlyMap<string, string>
}

const Known = z.object({
  /** Of the rules by which it was told. */
  mark: z.string(),
  /** How the index was left. */
  index: z.string().nullable(),
  raw: z.array(z.tuple([z.string(), z.string()])),
  kept: z.object({ tree: z.string(), commit: z.string() }).nullable(),
})
type Known = z.infer<typeof Known>

export const bytesBeside = (indexFile: string) => `${indexFile}.bytes`

type Step = Pick<Followed, 'taken' | 'dropped' | 'attributes'>

/** @param step brings the index up to the files. */
export async function readPresent<T extends Step>(
  shadow: Shadow,
  step: (shadow: Shadow) => Promise<T>,
): Promise<Present & { step: T }> {
  const before = await readStamp(shadow.indexFile)
  const done = await step(shadow)
  const tree = await writeTree(shadow)
  const rules = await shadow.rules(done.attributes)
  const known = await readKnown(shadow)
  if (known === null && !rules.convert)
    return { tree, bytes: undefined, raw: new Map(), step: done }
  const now = await told(shadow, rules, known?.index === before ? known : null, {
    ...done,
    thorough: known !== null && known.mark !== rules.mark,
  })
  const raw = new Map(now.raw)
  if (!rules.convert && raw.size === 0) {
    await rm(bytesBeside(shadow.indexFile), { force: true })
    return { tree, bytes: undefined, raw, step: done }
  }
  await writeKnown(shadow, now)
  return { tree, bytes: now.kept, raw, step: done }
}

async function told(
  shadow: Shadow,
  rules: Rules,
  known: Known | null,
  { taken, dropped, thorough }: Step & { thorough: boolean },
): Promise<Known> {
  const some = known !== null && !thorough
  const moved = new Set([...taken, ...dropped])
  if (some && moved.size === 0) return { ...known, index: await readStamp(shadow.indexFile) }
  const raw = new Map(some ? known.raw.filter(([path]) => !moved.has(path)) : [])
  const files = some && taken.length === 0 ? [] : await heldFiles(shadow, some ? moved : null)
  const suspects = await suspectsAmong(shadow, rules, files, thorough)
  const other = await otherAmong(shadow, suspects)
  const held = new Map(files.map(({ path, oid }) => [path, oid]))
  const unheld: string[] = []
  for (const [path, oid] of other)
    if (held.get(path) === oid) raw.set(path, oid)
    else unheld.push(path)
  for (const [path, oid] of await writeRaw(shadow, unheld)) raw.set(path, oid)
  const kept = await keptOf(shadow, raw, known)
  await shadow.forgetTimes(
    await youngAmong(
      shadow,
      suspects.map(({ file }) => file),
    ),
  )
  const index = await readStamp(shadow.indexFile)
  return { mark: rules.mark, index, raw: [...raw], kept }
}

/** Those that may be written again with the same size and in the same second as the index, which git would not see. */
async function youngAmong(
  { indexFile }: Shadow,
  files: readonly ListedFile[],
): Promise<ListedFile[]> {
  if (files.length === 0) return []
  const { mtimeMs } = await stat(indexFile)
  const second = Math.floor(mtimeMs / 1000) * 1000
  return files.filter(({ written }) => written >= second)
}

/** What was written behind our look is left to the next one: git will find it changed. */
async function writeRaw(shadow: Shadow, paths: readonly string[]): Promise<Map<string, string>> {
  const stamps = async () => {
    const found = new Map<string, string>()
    for (const path of paths) {
      const seen = await look(shadow.path, path)
      if (seen !== null && seen !== 'folder' && seen.mode !== '120000') found.set(path, seen.stamp)
    }
    return found
  }
  const before = await stamps()
  const oids = await hashFiles(shadow, [...before.keys()], ['-w'])
  const after = oids.size === 0 ? before : await stamps()
  return new Map([...oids].filter(([path]) => before.get(path) === after.get(path)))
}

/** The last one, where it holds the same. */
async function keptOf(
  shadow: Shadow,
  raw: ReadonlyMap<string, string>,
  known: Known | null,
): Promise<KeptBytes | null> {
  if (raw.size === 0) return null
  const before = new Map(known?.raw)
  const isSame =
    before.size === raw.size && [...raw].every(([path, oid]) => before.get(path) === oid)
  return isSame && known?.kept ? known.kept : keepBytes(shadow, raw)
}

/** Nothing of it holds: all is looked at. */
const unclear: Known = { mark: '', index: null, raw: [], kept: null }

async function readKnown({ indexFile, run }: Shadow): Promise<Known | null> {
  const text = await readText(bytesBeside(indexFile))
  if (text === null) return null
  // Power may fail while it is written.
  const known = Known.safeParse(jsonOrNull(text)).data
  if (!known?.kept) return known ?? unclear
  // No ref holds it where nothing was kept since but looked at, and git lets go of that after a while.
  const { code } = await run(['cat-file', '-e', known.kept.commit], 'checkpoint-bytes-there', {
    successExitCodes: [0, 1, 128],
  })
  return code === 0 ? known : unclear
}

async function writeKnown({ indexFile }: Shadow, known: Known): Promise<void> {
  const file = bytesBeside(indexFile)
  await writeFile(`${file}.new`, JSON.stringify(known), { mode: 0o600 })
  await rename(`${file}.new`, file)
}
