// The next commit: of what a person saw, as they worded it. What was written meanwhile comes back as a refusal.
import type { BranchState, ThreadId } from '@a-parallel/shared'
import i18next from 'i18next'
import type { RefObject } from 'react'
import { callApi } from '../../../api/call.ts'
import { problemOf } from '../../../api/refusal.ts'
import type { Seen } from '../../review/index.ts'
import type { CommitOptions } from './commit-form.tsx'
import { canAmend } from '../step.ts'
import { draftNow, setDraft, useDraft } from './drafts.ts'
import { useOptions, type Amended } from './use-options.ts'
import { useReplaced } from './use-replaced.ts'
import type { Work } from '../work/use-work.ts'

export interface CommitAsk {
  state: BranchState | undefined
  /** Undefined while it is not shown. */
  seen: Seen | undefined
}

export function useCommit(
  threadId: ThreadId,
  { state, seen }: CommitAsk,
  work: Work,
  box: RefObject<HTMLTextAreaElement | null>,
) {
  const message = useDraft('commit', threadId) ?? ''
  const chosen = useOptions(threadId)
  const { amended, choose, chooseNone } = chosen
  // What has been merged meanwhile is amended no more.
  const amend = chosen.options.amend && state !== undefined && canAmend(state)
  const options = { ...chosen.options, amend }
  const replaced = useReplaced(threadId, box)
  const params = { id: threadId }
  const all = (state?.staged ?? 0) === 0
  const commit = async () => {
    if (!state) return
    if (message.trim() === '') return box.current?.focus()
    const body = { message, ...meantBy(options, all, seen ?? state, amended) }
    const made = await work.run('commit', () =>
      callApi('commit', { params, body }).catch((cause: unknown) => {
        // Who was told that it is another one may go on with that.
        if (problemOf(cause).code === 'head_moved') choose({ amended: undefined })
        throw cause
      }),
    )
    if (!made) return
    // What was typed while it was made is for the next one.
    if (draftNow('commit', threadId) === message) setDraft('commit', threadId, undefined)
    replaced.forget()
    chooseNone()
    work.say(wordsFor(i18next.t('publish.committed'), made), { printed: made })
  }
  const propose = async () => {
    const made = await work.run('propose', () =>
      callApi('proposeMessage', { params, body: { all: all && !amend, amend } }),
    )
    if (!made) return
    if (made.by === 'thread') work.say(i18next.t('publish.titleProposed'))
    replaced.by(made.message)
    // Not away from where somebody writes by now.
    if (isElsewhere(box.current)) return
    box.current?.focus()
  }
  /** A commit would change no more than what the last one says. */
  const rewords = options.amend && all
  const head = state?.head ?? null
  return {
    ...amending(threadId, { ...chosen, options }, { head, message, replaced, work, box }),
    message,
    options,
    rewords,
    commit,
    propose,
    undo: replaced.undo,
    isUntouched: replaced.isUntouched,
  }
}

interface Amending {
  head: string | null
  message: string
  replaced: ReturnType<typeof useReplaced>
  work: Work
  box: RefObject<HTMLTextAreaElement | null>
}

/** What is chosen for the last commit, which is amended then or stays as it is. */
function amending(
  threadId: ThreadId,
  { options, amended, choose, chooseNone, now }: ReturnType<typeof useOptions>,
  { head, message, replaced, work, box }: Amending,
) {
  /** What was only read of the last commit is no message of the next one. */
  const dropRead = () => {
    if (replaced.typed !== amended?.message) return
    setDraft('commit', threadId, undefined)
    replaced.forget()
  }
  /** The last commit's own message, where none was written yet. */
  const changeOptions = async (next: CommitOptions) => {
    choose({ options: next })
    if (next.amend === options.amend) return
    choose({ amended: next.amend ? { head } : undefined })
    if (!next.amend) return dropRead()
    if (message.trim() !== '') return
    const last = await lastMessage(threadId, work)
    // Whoever has begun to write meanwhile goes on with that, or has left it.
    if (last === undefined || draftNow('commit', threadId)?.trim() || !now().options.amend) return
    setDraft('commit', threadId, last)
    choose({ amended: { head, message: last } })
  }
  const reword = async () => {
    await changeOptions({ ...options, amend: true })
    box.current?.focus()
  }
  /** The last commit stays as it is. What was typed stays too, and what was only read does not. */
  const leave = () => {
    dropRead()
    chooseNone()
  }
  return { changeOptions, reword, leave }
}

function isElsewhere(box: HTMLElement | null): boolean {
  const { activeElement: at } = document
  return at !== null && at !== document.body && box?.closest('section')?.contains(at) !== true
}

/** `all`: nothing is staged. Rewording alone leaves out what nobody staged. */
function meantBy(
  { amend, signOff }: CommitOptions,
  all: boolean,
  { head, versions }: Pick<BranchState, 'head' | 'versions'>,
  amended: Amended | undefined,
) {
  const every = all && !amend
  return {
    amend,
    signOff,
    all: every,
    head: amend && amended ? amended.head : head,
    seen: every ? versions.all : versions.staged,
  }
}

async function lastMessage(id: ThreadId, work: Work): Promise<string | undefined> {
  const made = await work.run('propose', () =>
    callApi('listCommits', { params: { id }, query: { limit: 1 } }),
  )
  const last = made?.commits[0]
  return last && (last.body === '' ? last.subject : `${last.subject}\n\n${last.body}`)
}

type Beside = { hooksSkipped?: boolean; signingSkipped?: boolean; changedMeanwhile?: number }

/** What was done, and what is to be known beside that. */
export function wordsFor(done: string, beside: Beside): string {
  const { hooksSkipped = false, signingSkipped = false, changedMeanwhile = 0 } = beside
  const more = [
    hooksSkipped && i18next.t('publish.hooksSkipped'),
    signingSkipped && i18next.t('publish.signingSkipped'),
    changedMeanwhile > 0 && i18next.t('publish.changedMeanwhile', { count: changedMeanwhile }),
  ]
  return [done, ...more].filter(Boolean).join(' ')
}
