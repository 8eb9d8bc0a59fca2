// What can be done once a pull request is merged or closed.
import type { ProblemValue, PullRequest, ThreadView } from '@a-parallel/shared'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callApi } from '../../../api/call.ts'
import { problemOf } from '../../../api/refusal.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { useProblemWords } from '../../../words/problem-text.ts'

type OverProps = { view: ThreadView; pull: PullRequest; onAgain: () => void }

export function Over({ view, pull: { state, base }, onAgain }: OverProps) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const [problem, setProblem] = useState<ProblemValue>()
  const archive = () => {
    setProblem(undefined)
    callApi('changeThread', { params: { id: view.id }, body: { archived: true } }).catch(
      (cause: unknown) => setProblem(problemOf(cause)),
    )
  }
  const merged = state === 'merged'
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-line px-3.5 py-3">
      <output className="min-w-0 flex-1 basis-56 text-pretty">
        {merged ? t('pullRequest.isMerged', { base }) : t('pullRequest.isClosed')}
      </output>
      {merged && !view.archived && (
        <Button weight="primary" onClick={archive}>
          {t('pullRequest.archive')}
        </Button>
      )}
      <Button onClick={onAgain}>{t('pullRequest.another')}</Button>
      <p role="alert" className="basis-full text-fail empty:hidden">
        {problem && words(problem).text}
      </p>
    </div>
  )
}
