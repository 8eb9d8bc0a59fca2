// What an option would look like, as the agent drew it: plain text keeps its lines, fenced text is drawn as code.
import { useTranslation } from 'react-i18next'
import { ScrollBox } from '../../../ui/layout/scroll-box.tsx'
import { Markdown } from '../../../ui/text/markdown.tsx'
import { useCopyLabels } from '../../../words/copy-labels.ts'

export function Preview({ option, text }: { option: string; text: string }) {
  const { t } = useTranslation()
  const labels = useCopyLabels()
  const label = t('approvals.preview', { option })
  const look = 'max-h-64 overflow-auto rounded-md border border-line bg-code px-3 py-2 text-sm'
  if (!/^\s*(```|~~~)/m.test(text))
    return (
      <ScrollBox as="pre" label={label} className={look}>
        {text}
      </ScrollBox>
    )
  return (
    <ScrollBox label={label} className={look}>
      <Markdown text={text} labels={labels} />
    </ScrollBox>
  )
}
