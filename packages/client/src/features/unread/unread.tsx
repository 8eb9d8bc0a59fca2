// In the place of what is still to be read: lines that wait, or why it could not be read, and another try.
import { useTranslation } from 'react-i18next'
import { problemOf } from '../../api/refusal.ts'
import { FailedLine } from '../../ui/display/failed-line.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { useProblemWords } from '../../words/problem-text.ts'

type UnreadProps = {
  /** Null while it is being read. */
  error: Error | null
  onRetry: () => Promise<unknown>
  /** How wide each line is, as CSS has it. */
  lines: readonly string[]
}

export function Unread({ error, onRetry, lines }: UnreadProps) {
  const { t } = useTranslation()
  const words = useProblemWords()
  if (!error) return <Skeleton className="py-3" lines={lines} />
  return (
    <FailedLine className="py-3" retryLabel={t('app.retry')} onRetry={() => void onRetry()}>
      {words(problemOf(error)).text}
    </FailedLine>
  )
}
