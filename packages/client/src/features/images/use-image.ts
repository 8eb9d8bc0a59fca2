// An image's bytes, from this browser or from the server.
import { useQuery } from '@tanstack/react-query'
import { fetchImage } from '../../api/images.ts'
import { Refusal } from '../../api/refusal.ts'
import { keptImage } from './kept.ts'

/** `bytes` are undefined until they are there; `gone` where nobody has them. */
export function useImage(id: string): { bytes: Blob | undefined; gone: boolean } {
  const { data, isError } = useQuery({
    queryKey: ['image', id],
    queryFn: async ({ signal }) => (await keptImage(id)) ?? (await fetchImage(id, signal)),
    staleTime: Infinity,
    // A server that is away comes back; only one that says no has none.
    retry: (_, cause) => !(cause instanceof Refusal),
    retryDelay: (tries) => Math.min(1000 * 2 ** tries, 10_000),
  })
  return { bytes: data, gone: isError }
}
