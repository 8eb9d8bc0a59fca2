// One draft in several tabs: what became of it here and there since both knew the same is put together, so that no tab
// writes over what was typed in another. Pure.
import { withImages, type Attached } from '../images/index.ts'
import type { Draft, Outgoing } from './draft.ts'

/**
 * The draft after both sides. `base` is what both knew last. Where only one side changed, that holds; where both did,
 * both are kept. Messages under way are told apart by `own`, the ids of this tab's: another tab's are its own affair.
 */
export function merged(
  base: Draft,
  mine: Draft,
  theirs: Draft,
  own: ReadonlySet<string> = new Set(),
): Draft {
  return {
    text: mergedText(base.text, mine.text, theirs.text),
    images: mergedImages(base.images, mine.images, theirs.images),
    outgoing: [...theirs.outgoing.filter(({ id }) => !own.has(id)), ...mine.outgoing],
  }
}

function mergedText(base: string, mine: string, theirs: string): string {
  if (mine === theirs || theirs === base) return mine
  if (mine === base) return theirs
  if (mine.includes(theirs)) return mine
  return theirs.includes(mine) ? theirs : `${theirs}\n\n${mine}`
}

const has = (list: readonly Attached[], { id }: Attached) => list.some((one) => one.id === id)

/** What either side took off is off, what either attached is there. */
function mergedImages(
  base: readonly Attached[],
  mine: readonly Attached[],
  theirs: readonly Attached[],
): readonly Attached[] {
  const stays = (image: Attached) => !has(base, image) || (has(mine, image) && has(theirs, image))
  return withImages(mine.filter(stays), theirs.filter(stays))
}

/** Whether nothing of a draft needs to be kept. */
export function isEmpty({ text, images, outgoing }: Draft): boolean {
  return text === '' && images.length === 0 && outgoing.length === 0
}

/** Whether two drafts hold the same, messages under way left aside. */
export function sameTyped(one: Draft, other: Draft): boolean {
  return one.text === other.text && idsOf(one) === idsOf(other)
}

const idsOf = ({ images }: Draft) => images.map(({ id }) => id).join()

/** Every image that a draft still needs. */
export function imagesOf({ images, outgoing }: Draft): string[] {
  const waiting = outgoing.flatMap((message: Outgoing) => message.images)
  return [...images, ...waiting].map(({ id }) => id)
}
