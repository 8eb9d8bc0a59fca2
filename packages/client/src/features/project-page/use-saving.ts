// One field of a project: changed at once, and told whether that was kept.
import type { CallInput, Calls, ProjectId } from '@a-parallel/shared'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callApi } from '../../api/call.ts'
import { problemOf } from '../../api/refusal.ts'
import { useProblemWords } from '../../words/problem-text.ts'

export type ProjectChange = CallInput<Calls['changeProject']>['body']

export interface Saved {
  /** The last change was kept. */
  saved: boolean
  /** Why it was not, in words. */
  error: string | undefined
}

export function useSaving(id: ProjectId) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const [state, setState] = useState<Saved>({ saved: false, error: undefined })
  const refuse = (why: string) => setState({ saved: false, error: why })
  /** Resolves with whether it was kept. */
  const save = async (body: ProjectChange): Promise<boolean> => {
    setState({ saved: false, error: undefined })
    try {
      await callApi('changeProject', { params: { id }, body })
      setState({ saved: true, error: undefined })
      return true
    } catch (cause) {
      refuse(t('settings.notSaved', { why: words(problemOf(cause)).text }))
      return false
    }
  }
  /** Something else stands there by now, which nobody has kept yet. */
  const edited = () => setState((now) => (now.saved ? { ...now, saved: false } : now))
  return { ...state, save, refuse, edited }
}
