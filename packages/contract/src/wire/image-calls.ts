// The calls about images: sent before the message that carries them, and read back as they were.
import { z } from 'zod'
import { ImageId, ImageType, StoredImage } from '../nouns/messages/image.ts'
import { call } from './call.ts'

/** Typed by its buffer, so that it can be an answer's body as it is. */
const Bytes = z.instanceof(Uint8Array)

export const imageCalls = {
  storeImage: call({
    method: 'POST',
    path: '/api/images',
    summary:
      'Keeps a PNG, JPEG, GIF or WebP of 5 MB at most for a message; what no message carries is removed after a day',
    takes: 'bytes',
    body: Bytes,
    result: StoredImage,
    status: 201,
  }),
  readImage: call({
    method: 'GET',
    path: '/api/images/:imageId',
    summary: 'An image’s bytes',
    params: z.object({ imageId: ImageId }),
    gives: 'bytes',
    lasts: true,
    result: z.object({ mediaType: ImageType, bytes: Bytes }),
  }),
} as const
