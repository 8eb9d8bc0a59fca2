// A message as it is handed to an agent: its words, and its images with their bytes, which the log does not hold. They
// are read at once, without waiting, so that orders keep the order in which they were given.
import type { MessageImage, Order, OwnerId, Turn } from '@a-parallel/shared'
import type { Images } from '../../images/index.ts'

type Say = Extract<Order, { type: 'say' }>

/** An order before the bytes of its images are put in. */
export type Told =
  | Exclude<Order, { type: 'say' }>
  | (Omit<Say, 'images'> & { images?: readonly MessageImage[] | undefined })

/** Says a turn's message, in its own words or in these. */
export function sayOf(
  { id: turnId, text, images }: Pick<Turn, 'id' | 'text' | 'images'>,
  words = text,
): Told {
  return { type: 'say', turnId, text: words, images }
}

export function withBytes(
  images: Pick<Images, 'said'>,
  owner: OwnerId,
  told: readonly Told[],
): Order[] {
  return told.map((order) => {
    if (order.type !== 'say') return order
    const { images: carried = [], ...say } = order
    const said = carried.map((image) => images.said(owner, image))
    const found = said.filter((image) => image !== null)
    const lost = said.length - found.length
    if (said.length === 0) return say
    return { ...say, text: lost > 0 ? withNote(say.text, lost) : say.text, images: found }
  })
}

function withNote(text: string, lost: number): string {
  const note = `(Images that belong here can no longer be read: ${lost}.)`
  return text === '' ? note : `${text}\n\n${note}`
}
