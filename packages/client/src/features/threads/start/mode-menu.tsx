// How much the agent may do unasked: word, icon and explanation, so that the difference is never guessed.
import type { PermissionMode } from '@a-parallel/shared'
import { ListTodo, PencilLine, ShieldOff, ShieldQuestion, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Menu } from '../../../ui/overlays/menu.tsx'
import { choiceLook } from './choice-look.ts'

const usual: readonly PermissionMode[] = ['plan', 'confirmEdit', 'autoEdit']
const icons: Record<PermissionMode, LucideIcon> = {
  plan: ListTodo,
  confirmEdit: ShieldQuestion,
  autoEdit: PencilLine,
  bypass: ShieldOff,
}

export type ModeMenuProps = {
  value: PermissionMode
  /** Whether everything may be allowed here. */
  bypass: boolean
  onChange: (mode: PermissionMode) => void
}

export function ModeMenu({ value, bypass, onChange }: ModeMenuProps) {
  const { t } = useTranslation()
  const modes = bypass || value === 'bypass' ? [...usual, 'bypass' as const] : usual
  const Icon = icons[value]
  return (
    <Menu
      label={t('modes.label')}
      worded
      triggerClassName={value === 'bypass' ? `${choiceLook} text-fail!` : choiceLook}
      trigger={
        <>
          <Icon size={14} aria-hidden className="shrink-0" />
          <span className="sr-only">{t('modes.label')}</span>
          {t(`modes.${value}`)}
        </>
      }
      entries={[
        {
          kind: 'choice',
          id: 'mode',
          label: t('modes.label'),
          value,
          options: modes.map((mode) => {
            const ModeIcon = icons[mode]
            return {
              value: mode,
              label: t(`modes.${mode}`),
              detail: t(`modes.${mode}Detail`),
              icon: <ModeIcon size={15} aria-hidden className="shrink-0" />,
            }
          }),
          onChange: (chosen) => {
            const mode = modes.find((known) => known === chosen)
            if (mode) onChange(mode)
          },
        },
      ]}
    />
  )
}
