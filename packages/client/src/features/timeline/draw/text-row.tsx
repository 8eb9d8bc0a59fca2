// What the agent says. The same component draws it while it is produced and when it is complete, so nothing jumps.
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Markdown } from '../../../ui/text/markdown.tsx'
import type { Row } from '../rows/row.ts'
import { useSteady } from '../scroll/use-steady.ts'
import { useOpenText } from './context.ts'
import { useTextLabels } from './text-labels.ts'

export function TextRow({ row }: { row: Extract<Row, { kind: 'text' }> }) {
  const { t } = useTranslation()
  const labels = useTextLabels()
  const box = useRef<HTMLDivElement>(null)
  const produced = useOpenText(row.key)
  const text = useSteady(row.item?.text ?? produced, box)
  return (
    <div ref={box} className="py-1.5 compact:py-0.5">
      <Markdown text={text} streaming={row.item === null} labels={labels.copy} />
      {row.item?.partial && <p className="mt-1 text-sm text-muted">{t('timeline.cutOff')}</p>}
    </div>
  )
}
