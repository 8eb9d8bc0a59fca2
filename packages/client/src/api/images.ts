// Images as bytes: sent to the server, and read back from it. The token goes into a header, so no address of an image can
// stand in a page; what is shown is a copy that the page holds.
import { askServer } from './call.ts'

const address = '/api/images'

/** Resolves once the server keeps it. The same image again is the same image. */
export async function storeImage(image: Blob): Promise<void> {
  await askServer(address, {
    method: 'POST',
    body: image,
    headers: { 'content-type': 'application/octet-stream' },
  })
}

/** The image of an id, typed by what the server found it to be. */
export async function fetchImage(id: string, signal?: AbortSignal): Promise<Blob> {
  const answer = await askServer(`${address}/${encodeURIComponent(id)}`, signal ? { signal } : {})
  return answer.blob()
}
