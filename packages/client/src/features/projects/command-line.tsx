// A command to run in a terminal, or a path, with a button that copies it.
import { Copy } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../ui/controls/icon-button.tsx'
import { copyText } from '../../ui/display/copy-text.ts'

/** `label` names the button where it is no command that it copies. */
export function CommandLine({ command, label }: { command: string; label?: string }) {
  const { t } = useTranslation()
  return (
    <span className="flex items-start gap-1 rounded-md border border-line bg-code py-0.5 ps-2.5 pe-0.5 text-fg">
      <code className="min-w-0 flex-1 py-1 text-sm wrap-anywhere">{command}</code>
      <IconButton
        size="sm"
        label={label ?? t('welcome.copyCommand')}
        icon={<Copy size={13} aria-hidden />}
        onClick={() => copyText(command, t('app.copied'))}
      />
    </span>
  )
}
