// Images that a message is to carry: which files can become one, and the list of them. Pure.
import { imageLimits, imageTypes } from '@a-parallel/contract/model'
import type { AskedImage } from '@a-parallel/shared'

export type Attached = {
  /** The SHA-256 of its bytes, in hex, as the server will name it. */
  id: string
  /** Its file's name; empty where it never was one. */
  name: string
}

/** Why a file was left out, with its name. */
export type LeftOut = { why: 'tooLarge' | 'notImage' | 'tooMany'; name: string }

type FileLike = { name: string; type: string; size: number }

/** Which of the files are taken behind those that are there, and why the others are not. */
export function admit<F extends FileLike>(
  there: number,
  files: readonly F[],
): { taken: F[]; leftOut: LeftOut[] } {
  const taken: F[] = []
  const leftOut: LeftOut[] = []
  for (const file of files) {
    const why = refusal(file, there + taken.length)
    if (why === null) taken.push(file)
    else leftOut.push({ why, name: file.name })
  }
  return { taken, leftOut }
}

function refusal({ type, size }: FileLike, place: number): LeftOut['why'] | null {
  if (!imageTypes.some((known) => known === type) || size === 0) return 'notImage'
  if (size > imageLimits.bytes) return 'tooLarge'
  return place >= imageLimits.count ? 'tooMany' : null
}

/** The same image twice says no more than once. */
export function withImages(
  before: readonly Attached[],
  more: readonly Attached[],
): readonly Attached[] {
  const all = new Map(before.map((image) => [image.id, image]))
  for (const image of more) if (!all.has(image.id)) all.set(image.id, image)
  return [...all.values()].slice(0, imageLimits.count)
}

/** As a call takes them. */
export function askedOf(images: readonly Attached[]): AskedImage[] {
  // An id was made of an image's bytes, or given by the server.
  return images.map(({ id, name }) => ({ id: id as AskedImage['id'], name: name.slice(0, 200) }))
}

/** What a message carries on once some were taken off; undefined where that is what it carries already. */
export function leftOf(
  images: readonly Attached[] | undefined,
  without: readonly string[],
): AskedImage[] | undefined {
  const left = images?.filter(({ id }) => !without.includes(id)) ?? []
  return left.length === (images?.length ?? 0) ? undefined : askedOf(left)
}

/** Images as they were kept, whatever was. */
export function revivedImages(kept: unknown): Attached[] {
  if (!Array.isArray(kept)) return []
  return kept.flatMap((one: unknown) => {
    if (typeof one !== 'object' || one === null || !('id' in one) || !('name' in one)) return []
    const { id, name } = one
    return typeof id === 'string' && typeof name === 'string' ? [{ id, name }] : []
  })
}
