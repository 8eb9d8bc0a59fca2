// The backups of the server's database: which there are, what one would change, and the way to put one in place.
import type { Instant } from '@a-parallel/shared'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { callApi } from '../call.ts'
import { Refusal, Unreachable } from '../refusal.ts'

const key = ['backups']

export function useBackups() {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => callApi('listBackups', {}, { signal }),
    staleTime: 0,
  })
}

/** Resolves when the list on screen holds it. */
export function useBackingUp(): () => Promise<void> {
  const queries = useQueryClient()
  return async () => {
    await callApi('makeBackup', {})
    await queries.invalidateQueries({ queryKey: key })
  }
}

/** Looks through all of it, which takes a while. */
export function useBackupLook(from: string) {
  return useQuery({
    queryKey: ['backup-look', from],
    queryFn: ({ signal }) => callApi('readBackup', { query: { from } }, { signal }),
    retry: false,
    staleTime: Infinity,
    gcTime: 0,
  })
}

const everyMs = 400

/** A server that was silent for so long does not open its database anew: it is gone. */
const mostSilentMs = 60_000

/**
 * Resolves once the server is there again: true when the backup is in its place. Throws `Unreachable` where the server stays
 * away; whether it was put in place is seen when somebody starts the server.
 */
export async function restoreBackup(from: string): Promise<boolean> {
  const { at } = await callApi('restoreBackup', { body: { from } })
  for (let heardAt = performance.now(); ; await nextLook()) {
    const outcome = await outcomeOf(at)
    if (typeof outcome === 'boolean') return outcome
    if (outcome === 'restoring') heardAt = performance.now()
    else if (performance.now() - heardAt > mostSilentMs) throw new Unreachable()
  }
}

const nextLook = () => new Promise((resolve) => setTimeout(resolve, everyMs))

async function outcomeOf(at: Instant): Promise<boolean | 'restoring' | 'silent'> {
  try {
    const { isRestoring, restored } = await callApi('listBackups', {})
    return isRestoring ? 'restoring' : restored?.at === at
  } catch (cause) {
    const isAway = cause instanceof Unreachable || (cause instanceof Refusal && cause.status >= 500)
    if (isAway) return 'silent'
    throw cause
  }
}
