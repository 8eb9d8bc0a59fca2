// What a command has printed: its end first.
import type { SetupOutput } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'
import { CodeOutput } from '../../ui/text/code-output.tsx'

export function PrintedOutput({ name, output }: { name: string; output: SetupOutput }) {
  const { t } = useTranslation()
  if (output.text === '') return <p className="text-muted">{t('preparation.silent')}</p>
  const labels = {
    showAll: (lines: number) => t('text.showAllLines', { count: lines }),
    showLess: t('text.showLess'),
    cut: (lines: number) => t('text.linesCut', { count: lines }),
  }
  return (
    <>
      {output.isCut && <p className="text-muted">{t('preparation.logCut')}</p>}
      <CodeOutput text={output.text} label={t('preparation.log', { name })} labels={labels} />
    </>
  )
}
