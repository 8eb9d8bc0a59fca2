// What several calls about a thread are made of.
import { z } from 'zod'
import { ThreadId } from '../nouns/ids.ts'
import { imageLimits } from '../model/messages/images.ts'
import { AskedImage } from '../nouns/messages/image.ts'

/** The text of a message; it may be empty where an image says it all. */
export const Words = z.string().max(900_000)
export const Images = z
  .array(AskedImage)
  .max(imageLimits.count, `a message carries ${imageLimits.count} images at most`)

/** Whether a message says anything, in words or with an image. */
export function saysSomething(text: string, images: readonly AskedImage[] = []): boolean {
  return text.trim() !== '' || images.length > 0
}
export const Written = z.object({ seq: z.number().int() })
export const threadParams = z.object({ id: ThreadId })

/** Absolute, or beginning with `~`. No NUL. */
export const Path = z
  .string()
  .min(1)
  .max(4096)
  .refine((path) => !path.includes('\0'), 'a path holds no NUL')
