// What a person has chosen and written on a card and not yet sent. Kept in this browser for each request, so that a
// reload, a closed tab or a server that comes back loses nothing; forgotten once the request is settled.
import { useEffect } from 'react'
import type { Approval } from '@a-parallel/shared'
import { keep, useKept, type Revive } from '../../platform/kept.ts'

const name = (id: string) => `answer.${id}`

/** The draft for a request, and how to change it. */
export const useDraft = <Draft>(id: string, revive: Revive<Draft>) => useKept(name(id), revive)

/** The words that go with a no. */
export function useReason(id: string): [string, (words: string) => void] {
  const [words, change] = useDraft(reasonOf(id), revivedReason)
  return [words, (next) => change(() => next)]
}

const reasonOf = (id: string) => `${id}.no`
const revivedReason = (kept: unknown) => (typeof kept === 'string' ? kept : '')

/** Forgets the drafts for requests that wait no longer. */
export function useForgotten(approvals: readonly Approval[]): void {
  const settled = approvals
    .filter(({ state }) => state !== 'pending')
    .map(({ id }) => id)
    .join(' ')
  useEffect(() => {
    for (const id of settled.split(' ').filter(Boolean)) {
      keep(name(id), undefined)
      keep(name(reasonOf(id)), undefined)
    }
  }, [settled])
}
