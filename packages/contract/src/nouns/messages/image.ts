// An image that a message carries. It is named by what it holds; the log holds its name and size, never its bytes.
import { z } from 'zod'

/** The SHA-256 of its bytes, in hex. */
export const ImageId = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'ImageId'>()
export type ImageId = z.infer<typeof ImageId>

/** What the Messages API takes. */
export const ImageType = z.enum(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])
export type ImageType = z.infer<typeof ImageType>

/** What the server found an image to be. Pixels are null where its head does not tell them. */
export const StoredImage = z.object({
  id: ImageId,
  mediaType: ImageType,
  bytes: z.number().int().positive(),
  width: z.number().int().positive().nullable(),
  height: z.number().int().positive().nullable(),
})
export type StoredImage = z.infer<typeof StoredImage>

/** An image as a message asks for it: one that was sent to the server before. `name` is its file's, if it had one. */
export const AskedImage = z.object({ id: ImageId, name: z.string().max(200).optional() })
export type AskedImage = z.infer<typeof AskedImage>

export const MessageImage = StoredImage.extend({ name: z.string() })
export type MessageImage = z.infer<typeof MessageImage>
