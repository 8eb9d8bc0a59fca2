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

/** Resolves once the server is there again: true when the backup is in its place. */
export async function restoreBackup(from: string): Promise<boolean> {
  const { at } = await callApi('restoreBackup', { body: { from } })
  for (;;) {
    const outcome = await outcomeOf(at)
    if (outcome !== null) return outcome
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}

/** Null: the server is not back yet. */
async function outcomeOf(at: Instant): Promise<boolean | null> {
  try {
    const { isRestoring, restored } = await callApi('listBackups', {})
    return isRestoring ? null : restored?.at === at
  } catch (cause) {
    // It opens its database anew meanwhile.
    const isAway = cause instanceof Unreachable || (cause instanceof Refusal && cause.status >= 500)
    if (isAway) return null
    throw cause
  }
}
