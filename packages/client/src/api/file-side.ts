// A file, or one side of a changed one, as bytes. The token goes into a header, so what is shown is a copy that the page holds.
import type { CallInput, Calls, ThreadId } from '@a-parallel/shared'
import { addressOf } from './sending/address.ts'
import { askServer } from './call.ts'

/** Throws as `callApi` does. */
export async function fetchFileBytes(
  id: ThreadId,
  path: string,
  signal: AbortSignal,
): Promise<Blob> {
  const answer = await askServer(addressOf('/api/threads/:id/file-bytes', { id }, { path }), {
    signal,
  })
  return answer.blob()
}

/** Throws as `callApi` does. */
export async function fetchFileSide(
  id: ThreadId,
  query: CallInput<Calls['readFileSide']>['query'],
  signal: AbortSignal,
): Promise<Blob> {
  const answer = await askServer(addressOf('/api/threads/:id/file-side', { id }, query), { signal })
  return answer.blob()
}
