// What a command has printed: live while it runs, its end first.
import type { SetupCommand, ThreadId } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'
import { useSetupOutput } from '../../api/recipe.ts'
import { CodeOutput } from '../../ui/text/code-output.tsx'

export function CommandLog({ threadId, command }: { threadId: ThreadId; command: SetupCommand }) {
  const { t } = useTranslation()
  const { name, attempt, state } = command
  const { data } = useSetupOutput(threadId, { name, attempt, live: state === 'running' })
  if (!data) return null
  if (data.text === '') return <p className="text-muted">{t('preparation.silent')}</p>
  const labels = {
    showAll: (lines: number) => t('text.showAllLines', { count: lines }),
    showLess: t('text.showLess'),
    cut: (lines: number) => t('text.linesCut', { count: lines }),
  }
  return (
    <>
      {data.isCut && <p className="text-muted">{t('preparation.logCut')}</p>}
      <CodeOutput text={data.text} label={t('preparation.log', { name })} labels={labels} />
    </>
  )
}
