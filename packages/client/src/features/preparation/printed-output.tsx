// What a command has printed: its end first.
import type { SetupOutput } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'
import { CodeOutput } from '../../ui/text/code-output.tsx'
import { useOutputLabels } from '../../words/output-labels.ts'

export function PrintedOutput({ name, output }: { name: string; output: SetupOutput }) {
  const { t } = useTranslation()
  const labels = useOutputLabels()
  if (output.text === '') return <p className="text-muted">{t('preparation.silent')}</p>
  return (
    <>
      {output.isCut && <p className="text-muted">{t('preparation.logCut')}</p>}
      <CodeOutput text={output.text} label={t('preparation.log', { name })} labels={labels} />
    </>
  )
}
