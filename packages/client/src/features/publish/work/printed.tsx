// What git or a hook printed last, and that there was more where there was.
import { useTranslation } from 'react-i18next'
import { CodeOutput } from '../../../ui/text/code-output.tsx'
import { useOutputLabels } from '../../../words/output-labels.ts'

export type PrintedProps = {
  output: string
  /** Lines that stood before it and are not told. */
  omitted: number
}

const tail = 8

export function Printed({ output, omitted }: PrintedProps) {
  const { t } = useTranslation()
  const labels = useOutputLabels()
  if (output.trim() === '') return null
  return (
    <div className="flex flex-col gap-1">
      {omitted > 0 && (
        <p className="text-xs text-muted">{t('text.linesCut', { count: omitted })}</p>
      )}
      <CodeOutput text={output} tail={tail} label={t('publish.output')} labels={labels} />
    </div>
  )
}
