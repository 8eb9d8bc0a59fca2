// What a person has chosen and written on a card and not yet sent. Kept in this browser for each request, so that a
// reload, a closed tab or a server that comes back loses nothing; forgotten once the request is settled.
import { useEffect, useState } from 'react'
import type { Approval } from '@a-parallel/shared'
import { store, stored } from '../../platform/browser.ts'

const name = (id: string) => `answer.${id}`

/** The draft for a request, and how to change it. `revive` copes with whatever was kept. */
export function useDraft<Draft>(
  id: string,
  revive: (kept: unknown) => Draft,
): [Draft, (change: (draft: Draft) => Draft) => void] {
  const [draft, setDraft] = useState(() => revive(parsed(stored(name(id)))))
  const [asKept] = useState(draft)
  useEffect(() => {
    if (draft !== asKept) store(name(id), JSON.stringify(draft))
  }, [id, draft, asKept])
  return [draft, setDraft]
}

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
      store(name(id), undefined)
      store(name(reasonOf(id)), undefined)
    }
  }, [settled])
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    // Written by something else: the card then begins empty.
    return undefined
  }
}
