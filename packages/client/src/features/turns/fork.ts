// Forks a thread behind a turn, and goes there.
import i18next from 'i18next'
import type { ThreadId, ThreadView, TurnId } from '@a-parallel/shared'
import { callApi } from '../../api/call.ts'
import { tellRefusal } from './undo.tsx'

/** Opens the new thread; a refusal is told. */
export async function forkThread(
  { id, title }: Pick<ThreadView, 'id' | 'title'>,
  turnId: TurnId,
  open: (threadId: ThreadId) => void,
): Promise<void> {
  try {
    const named = i18next.t('turns.forkTitle', { title }).slice(0, 200)
    const fork = await callApi('forkThread', { params: { id }, body: { turnId, title: named } })
    open(fork.id)
  } catch (cause) {
    tellRefusal(cause)
  }
}
