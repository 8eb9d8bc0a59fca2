// What can be done with a thread's branch, one piece of work at a time.
import i18next from 'i18next'
import { useState, type RefObject } from 'react'
import type { MergeHow, ThreadId } from '@a-parallel/shared'
import { callApi } from '../../api/call.ts'
import type { CommitOptions } from './commit-form.tsx'
import { setMessage, useMessage } from './drafts.ts'
import type { Branch } from './use-branch.ts'
import type { Work } from './use-work.ts'

export type UpdateFrom = 'base' | 'upstream'
export type UpdateHow = 'merge' | 'rebase'

const plain: CommitOptions = { amend: false, signOff: false }

export type Acts = ReturnType<typeof useActs>

export function useActs(
  threadId: ThreadId,
  { state }: Branch,
  work: Work,
  box: RefObject<HTMLTextAreaElement | null>,
) {
  const message = useMessage(threadId)
  const [options, setOptions] = useState(plain)
  const params = { id: threadId }
  const all = (state?.staged ?? 0) === 0
  const commit = async () => {
    if (!state) return
    if (message.trim() === '') return box.current?.focus()
    const { amend, signOff } = options
    // Rewording alone leaves out what nobody staged.
    const body = { message, head: state.head, amend, signOff, all: all && !amend }
    const made = await work.run('commit', () => callApi('commit', { params, body }))
    if (!made) return
    setMessage(threadId, '')
    setOptions(plain)
    const words = wordsFor(i18next.t('publish.committed'), made.hooksSkipped, made.signingSkipped)
    work.say(words, made)
  }
  const propose = async () => {
    const made = await work.run('propose', () =>
      callApi('proposeMessage', { params, body: { all } }),
    )
    if (made) setMessage(threadId, made.message)
    box.current?.focus()
  }
  /** The last commit's own message, where none was written yet. */
  const changeOptions = async (next: CommitOptions) => {
    setOptions(next)
    if (!next.amend || options.amend || message.trim() !== '') return
    const made = await work.run('propose', () =>
      callApi('listCommits', { params, query: { limit: 1 } }),
    )
    const last = made?.commits[0]
    if (last)
      setMessage(threadId, last.body === '' ? last.subject : `${last.subject}\n\n${last.body}`)
  }
  return {
    message,
    options,
    commit,
    propose,
    changeOptions,
    ...useBranchActs(threadId, state?.head, work),
  }
}

function useBranchActs(threadId: ThreadId, head: string | null | undefined, work: Work) {
  const params = { id: threadId }
  const push = async (over?: string) => {
    const done = await work.run('push', () =>
      callApi('pushBranch', { params, body: over === undefined ? {} : { over } }),
    )
    if (done)
      work.say(
        wordsFor(i18next.t('publish.pushed', { upstream: done.upstream }), done.hooksSkipped),
      )
    return done !== undefined
  }
  const update = async (from: UpdateFrom, how: UpdateHow) => {
    const done = await work.run('update', () =>
      callApi('updateBranch', { params, body: { from, how } }),
    )
    if (done?.kind === 'updated')
      work.say(wordsFor(i18next.t('publish.updated'), done.hooksSkipped))
    if (done?.kind === 'current') work.say(wordsFor(i18next.t('publish.current'), false))
    return done !== undefined && done.kind !== 'conflicts'
  }
  return {
    push,
    update,
    /** Takes in what lies there, and pushes again unless that conflicts. */
    async recover(how: UpdateHow) {
      if (await update('upstream', how)) await push()
    },
    async merge(how: MergeHow) {
      if (!head) return
      const done = await work.run('merge', () =>
        callApi('mergeBranch', { params, body: { how, head } }),
      )
      if (done)
        work.say(wordsFor(i18next.t('publish.merged', { base: done.base }), done.hooksSkipped))
    },
    async archive() {
      const body = { archived: true }
      await work.run('archive', () => callApi('changeThread', { params, body }))
    },
  }
}

function wordsFor(done: string, hooksSkipped: boolean, signingSkipped = false): string {
  const left = [
    hooksSkipped && i18next.t('publish.hooksSkipped'),
    signingSkipped && i18next.t('publish.signingSkipped'),
  ]
  return [done, ...left].filter(Boolean).join(' ')
}
