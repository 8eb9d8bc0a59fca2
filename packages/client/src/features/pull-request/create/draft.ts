// What was changed of a proposed pull request, for each thread. Kept in this browser until it is opened.
import type { ThreadId } from '@a-parallel/shared'
import { create } from 'zustand'
import { store, stored } from '../../../platform/browser.ts'

export interface Draft {
  title?: string
  body?: string
  base?: string
  repository?: string
  draft?: boolean
}

const name = (threadId: ThreadId) => `pull-request.${threadId}`
const useDrafts = create<Record<string, Draft>>()(() => ({}))

const none: Draft = {}
const kept = new Map<string, Draft>()

/** As it was left, also by a page before this one. */
function keptDraft(threadId: ThreadId): Draft {
  let found = kept.get(threadId)
  if (!found) kept.set(threadId, (found = revived(stored(name(threadId)))))
  return found
}

export function useDraft(threadId: ThreadId): Draft {
  return useDrafts((all) => all[threadId]) ?? keptDraft(threadId)
}

export function changeDraft(threadId: ThreadId, change: Draft): void {
  const changed = { ...(useDrafts.getState()[threadId] ?? keptDraft(threadId)), ...change }
  useDrafts.setState({ [threadId]: changed })
  store(name(threadId), JSON.stringify(changed))
}

export function dropDraft(threadId: ThreadId): void {
  useDrafts.setState({ [threadId]: none })
  store(name(threadId), undefined)
}

/** Whatever an older page has left. */
export function revived(text: string | undefined): Draft {
  let found: unknown
  try {
    found = JSON.parse(text ?? 'null')
  } catch {
    return none // Written by something else.
  }
  if (typeof found !== 'object' || found === null) return none
  const { title, body, base, repository, draft } = found as Record<string, unknown> // Each is looked at.
  return {
    ...(typeof title === 'string' && { title }),
    ...(typeof body === 'string' && { body }),
    ...(typeof base === 'string' && { base }),
    ...(typeof repository === 'string' && { repository }),
    ...(typeof draft === 'boolean' && { draft }),
  }
}
