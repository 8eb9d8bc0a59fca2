// Images on their way to the server: each once, whoever asks, and again where that failed.
import type { ProblemValue } from '@a-parallel/shared'
import { create } from 'zustand'
import { fetchImage, storeImage } from '../../api/images.ts'
import { problemOf } from '../../api/refusal.ts'
import type { Attached } from './attached.ts'
import { keptImage } from './kept.ts'

type Upload = { state: 'sending' | 'there' } | { state: 'failed'; problem: ProblemValue }

const useStore = create<Record<string, Upload>>()(() => ({}))
const underWay = new Map<string, Promise<void>>()

/** How far an image is; undefined while nobody has asked for it. */
export function useUpload(id: string): Upload | undefined {
  return useStore((uploads) => uploads[id])
}

/** Resolves once the server has the image; rejects with what kept it from there. `anew` asks though it was there once. */
function upload(id: string, { anew = false } = {}): Promise<void> {
  const known = underWay.get(id)
  if (known) return known
  if (!anew && useStore.getState()[id]?.state === 'there') return Promise.resolve()
  useStore.setState({ [id]: { state: 'sending' } })
  const sent = send(id)
    .then(() => useStore.setState({ [id]: { state: 'there' } }))
    .catch((cause: unknown) => {
      useStore.setState({ [id]: { state: 'failed', problem: problemOf(cause) } })
      throw cause
    })
    .finally(() => underWay.delete(id))
  underWay.set(id, sent)
  return sent
}

/** As `upload`, for whoever only shows how it goes. */
export function startUpload(id: string): void {
  upload(id).catch(() => undefined) // The list of images tells of it.
}

/** Makes a call that names images once the server has them. One that it has forgotten, for it waited long, is sent again. */
export async function withImagesSent<T>(
  images: readonly Attached[],
  call: () => Promise<T>,
): Promise<T> {
  const attempt = async (anew: boolean) => {
    await Promise.all(images.map(({ id }) => upload(id, { anew })))
    return call()
  }
  return attempt(false).catch((cause: unknown) => {
    if (problemOf(cause).code !== 'image_not_found') throw cause
    return attempt(true)
  })
}

async function send(id: string): Promise<void> {
  const image = await keptImage(id)
  if (image) await storeImage(image)
  // Another browser attached it, or this one kept nothing: the server may have it all the same.
  else await fetchImage(id)
}
