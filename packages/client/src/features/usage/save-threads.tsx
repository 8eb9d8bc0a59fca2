// All threads of a span of time as a file; those beyond the table are asked for when it is wanted.
import type { UsageReport } from '@a-parallel/shared'
import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useAttempt } from '../../api/use-attempt.ts'
import { saveFile } from '../../platform/save-file.ts'
import { Button } from '../../ui/controls/button.tsx'
import { useProblemWords } from '../../words/problem-text.ts'
import { threadRows } from './csv-rows.ts'
import { csvOf } from './sums/csv.ts'
import type { Range } from './sums/range.ts'
import { useNames } from './use-names.ts'
import { wholeUsage } from './use-usage.ts'

export type SaveThreadsProps = { report: UsageReport; range: Range; now: number }

export function SaveThreads({ report, range, now }: SaveThreadsProps) {
  const { t } = useTranslation()
  const nameOf = useNames(report)
  const words = useProblemWords()
  const { busy, problem, attempt } = useAttempt(() => undefined)
  const save = async () => {
    const whole = report.moreThreads === 0 ? report : await wholeUsage(range, now)
    const rows = threadRows(whole, (id) => nameOf(id, 'project'))
    saveFile(`a-parallel-threads-${range}.csv`, 'text/csv', csvOf(rows))
  }
  return (
    <div className="flex flex-wrap items-center justify-end gap-x-3 gap-y-1">
      {problem && (
        <p role="alert" className="text-sm text-fail">
          {words(problem).text}
        </p>
      )}
      <Button
        size="sm"
        icon={<Download size={14} aria-hidden />}
        busy={busy}
        onClick={() => attempt(save)}
      >
        {t('usage.threadsCsv')}
      </Button>
    </div>
  )
}
