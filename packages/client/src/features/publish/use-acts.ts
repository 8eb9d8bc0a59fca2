// What can be done with a thread's branch, one piece of work at a time.
import i18next from 'i18next'
import type { RefObject } from 'react'
import type { CallResult, Calls, Kept, MergeHow, ThreadId } from '@a-parallel/shared'
import { callApi } from '../../api/call.ts'
import { draftNow, setDraft } from './commit/drafts.ts'
import { useCommit, wordsFor, type CommitAsk } from './commit/use-commit.ts'
import type { Work } from './work/use-work.ts'

export type UpdateFrom = 'base' | 'upstream'
export type UpdateHow = 'merge' | 'rebase'

type UpdateResult = CallResult<Calls['updateBranch']>

export type Acts = ReturnType<typeof useActs>

export function useActs(
  threadId: ThreadId,
  asked: CommitAsk,
  work: Work,
  box: RefObject<HTMLTextAreaElement | null>,
) {
  return {
    ...useCommit(threadId, asked, work, box),
    ...useBranchActs(threadId, asked.state?.head, work),
  }
}

function useBranchActs(threadId: ThreadId, head: string | null | undefined, work: Work) {
  const params = { id: threadId }
  /** @param at the branch as the person sees it. */
  const push = async (over?: string, at = head ?? undefined) => {
    const body = { ...(over !== undefined && { over }), ...(at !== undefined && { head: at }) }
    const done = await work.run('push', () => callApi('pushBranch', { params, body }))
    if (done) work.say(pushedWords(done))
    return done !== undefined
  }
  /** @returns where the branch is then; undefined where that conflicts, or failed. */
  const update = async (from: UpdateFrom, how: UpdateHow, here = false) => {
    const done = await work.run('update', () =>
      callApi('updateBranch', { params, body: { from, how, here } }),
    )
    if (done?.kind === 'updated') work.say(updatedWords(done), { kept: done.kept })
    if (done?.kind === 'current') work.say(currentWords(done.asked))
    return done === undefined || done.kind === 'conflicts' ? undefined : done.head
  }
  return {
    push,
    update,
    /** Takes in what lies there, and pushes again unless that conflicts. */
    async recover(how: UpdateHow) {
      const made = await update('upstream', how)
      if (made !== undefined) await push(undefined, made)
    },
    /** @param written what the person wrote, if it is not what they wrote for it before. */
    async merge(how: MergeHow, written?: string) {
      if (!head) return
      const message = written ?? (how === 'rebase' ? undefined : draftNow(how, threadId))
      const done = await work.run('merge', () =>
        callApi('mergeBranch', { params, body: { how, head, message } }),
      )
      if (done && how !== 'rebase') setDraft(how, threadId, undefined)
      if (done) work.say(wordsFor(i18next.t('publish.merged', { base: done.base }), done))
    },
    /** Takes the branch, and its files, to where an update found it. */
    async takeBack({ id }: Kept) {
      const done = await work.run('takeBack', () => callApi('restoreKept', { params: { id } }))
      if (done) work.say(i18next.t('publish.takenBack'))
    },
    async archive() {
      const body = { archived: true }
      await work.run('archive', () => callApi('changeThread', { params, body }))
    },
  }
}

export const updatedWords = (done: Extract<UpdateResult, { kind: 'updated' }>): string =>
  wordsFor(i18next.t('publish.updated'), done)

function currentWords(asked: string | null): string {
  if (asked === null) return i18next.t('publish.current')
  return i18next.t('publish.currentThere', { upstream: asked })
}

/** Why a hook did not run is another reason where the push went with a token. */
function pushedWords(done: CallResult<Calls['pushBranch']>): string {
  const { upstream, login, hooksSkipped } = done
  if (login === null) return wordsFor(i18next.t('publish.pushed', { upstream }), done)
  const words = i18next.t('publish.pushedAs', { upstream, login })
  return hooksSkipped ? `${words} ${i18next.t('publish.tokenHooks')}` : words
}
