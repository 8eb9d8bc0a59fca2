// An image's bytes, from this browser or from the server.
import { useQuery } from '@tanstack/react-query'
import { fetchImage } from '../../api/images.ts'
import { keptImage } from './kept.ts'

/** `bytes` are undefined until they are there; `gone` where nobody has them. */
export function useImage(id: string): { bytes: Blob | undefined; gone: boolean } {
  const { data, isError } = useQuery({
    queryKey: ['image', id],
    queryFn: async ({ signal }) => (await keptImage(id)) ?? (await fetchImage(id, signal)),
    staleTime: Infinity,
  })
  return { bytes: data, gone: isError }
}
