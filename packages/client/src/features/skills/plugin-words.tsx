// Why a plugin's skill has no switch, and what switches its plugin.
import { useTranslation } from 'react-i18next'
import { CodeBlock } from '../../ui/text/code-block.tsx'
import { useCopyLabels } from '../../words/copy-labels.ts'

/** Of what a repository may have named: anything else is not for a shell. */
const plain = /^[\w.-]+@[\w.-]+$/

export function PluginWords({ plugin, isOn }: { plugin: string | null; isOn: boolean }) {
  const { t } = useTranslation()
  const labels = useCopyLabels()
  if (plugin === null || !plain.test(plugin))
    return <p className="text-sm text-pretty text-muted">{t('skills.plugin.unknown')}</p>
  const command = `claude plugin ${isOn ? 'disable' : 'enable'} ${plugin}`
  return (
    <div className="flex flex-col gap-1.5">
      <p className="text-sm text-pretty text-muted">
        {t(isOn ? 'skills.plugin.on' : 'skills.plugin.off', { plugin: plugin.split('@')[0] })}
      </p>
      <CodeBlock code={command} language="bash" labels={labels} />
      <p className="text-sm text-pretty text-muted">{t('skills.plugin.project')}</p>
    </div>
  )
}
