// The face of images: those that people send for their messages, kept by what they hold, each owner's apart.
import { imageLimits, Problem } from '@a-parallel/contract/model'
import type {
  Actor,
  AskedImage,
  ImageId,
  ImageType,
  MessageImage,
  OwnerId,
  SaidImage,
  StoredImage,
  ThreadId,
} from '@a-parallel/shared'
import { createHash } from 'node:crypto'
import type { Log } from '../platform/log.ts'
import { openShelf, type ImageShelf, type Needing } from './shelf.ts'
import { sniffImage } from './sniff.ts'

export interface ImagesPorts {
  folder: string
  /** Milliseconds since 1970. */
  now: () => number
  log: Log
}

export interface Images {
  /** Keeps an image for a message. Throws `image_too_large`, `image_unreadable`, `disk_full`. */
  store(actor: Actor, bytes: Uint8Array): Promise<StoredImage>
  /** Throws `image_not_found`, also for another owner's. */
  read(actor: Actor, id: ImageId): Promise<{ mediaType: ImageType; bytes: Uint8Array<ArrayBuffer> }>
  /** What a thread's message carries, kept as long as the thread is. Throws `image_not_found`. */
  keep(
    owner: OwnerId,
    threadId: ThreadId,
    asked: readonly AskedImage[] | undefined,
  ): Promise<MessageImage[]>
  /** What a thread holds from its beginning is kept for it as well; whatever is gone stays gone. */
  share(owner: OwnerId, threadId: ThreadId, images: readonly MessageImage[]): Promise<void>
  /** As the agent gets it; null when its bytes are gone. At once, so that what is said keeps its order. */
  said(owner: OwnerId, image: MessageImage): SaidImage | null
  /** Looks from now on, every now and then, for what nobody needs. */
  begin(needing: Needing): void
  sweep(needing: Needing): Promise<void>
  stop(): void
}

const firstSweepMs = 60_000
const sweepEveryMs = 6 * 3_600_000

export function openImages({ folder, now, log }: ImagesPorts): Images {
  const shelf = openShelf(folder, now)
  const timers: NodeJS.Timeout[] = []
  return {
    store: (actor, bytes) => store(shelf, personOf(actor), bytes),
    async read(actor, id) {
      const bytes = await shelf.get(personOf(actor), id)
      const sniffed = bytes && sniffImage(bytes)
      if (!sniffed) throw new Problem('image_not_found')
      return { mediaType: sniffed.mediaType, bytes: new Uint8Array(bytes) }
    },
    async keep(owner, threadId, asked = []) {
      if (asked.length === 0) return []
      const images: MessageImage[] = []
      for (const { id, name = '' } of asked) {
        const bytes = await shelf.renew(owner, id)
        const sniffed = bytes && sniffImage(bytes)
        if (!sniffed) throw new Problem('image_not_found', 'Attach the image again.', { image: id })
        images.push({ id, ...sniffed, bytes: bytes.byteLength, name })
      }
      await mark(shelf, owner, threadId, images)
      return images
    },
    share: (owner, threadId, images) => mark(shelf, owner, threadId, images),
    said(owner, { id, mediaType }) {
      const bytes = shelf.getSync(owner, id)
      return bytes && { mediaType, base64: bytes.toString('base64') }
    },
    sweep: (needing) => shelf.sweep(needing),
    begin(needing) {
      const look = () => {
        shelf.sweep(needing).catch((cause: unknown) => {
          log.warn({ err: cause }, 'images were not looked through')
        })
      }
      timers.push(setTimeout(look, firstSweepMs).unref(), setInterval(look, sweepEveryMs).unref())
    },
    stop() {
      for (const timer of timers) clearTimeout(timer)
    },
  }
}

async function mark(
  shelf: ImageShelf,
  owner: OwnerId,
  threadId: ThreadId,
  images: readonly MessageImage[],
): Promise<void> {
  const ids = new Set(images.map(({ id }) => id))
  if (ids.size > 0) await shelf.mark(owner, threadId, [...ids])
}

async function store(shelf: ImageShelf, owner: OwnerId, bytes: Uint8Array): Promise<StoredImage> {
  if (bytes.byteLength > imageLimits.bytes) throw imageTooLarge()
  const sniffed = sniffImage(bytes)
  if (!sniffed) throw new Problem('image_unreadable', 'Send a PNG, a JPEG, a GIF or a WebP image.')
  const id = createHash('sha256').update(bytes).digest('hex') as ImageId // That is what one is.
  await shelf.put(owner, id, bytes).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOSPC' && cause.code !== 'EDQUOT') throw cause
    throw new Problem('disk_full', 'Free some space and attach the image again.', {}, { cause })
  })
  return { id, ...sniffed, bytes: bytes.byteLength }
}

export function imageTooLarge(): Problem {
  const { bytes } = imageLimits
  return new Problem('image_too_large', 'An image may have 5 MB. Make it smaller first.', { bytes })
}

function personOf(actor: Actor): OwnerId {
  if (actor.kind !== 'person') throw new Problem('unauthorized')
  return actor.id
}
