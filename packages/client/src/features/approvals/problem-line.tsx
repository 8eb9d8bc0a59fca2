// Why an answer did not get through, in the person's language, and what to do about it.
import { useTranslation } from 'react-i18next'
import type { ProblemValue } from '@a-parallel/shared'
import { useFormat } from '../../platform/use-format.ts'
import { useProblemWords } from '../../words/problem-text.ts'
import { isSettledElsewhere } from './answer.ts'
import { settledIn, settledWords } from './settled-words.ts'

export function ProblemLine({ problem }: { problem: ProblemValue }) {
  const { t } = useTranslation()
  const { clock } = useFormat()
  const say = useProblemWords()
  if (isSettledElsewhere(problem)) {
    const settled = settledIn(problem)
    return (
      <output className="block text-sm text-muted">
        {settled ? settledWords(settled, t, clock) : say(problem).text}
      </output>
    )
  }
  return (
    <p role="alert" className="text-sm text-fail">
      {say(problem).text}
    </p>
  )
}
