// The sidebar's last line: the state of the connection, the look of the app, the settings.
import { Link } from '@tanstack/react-router'
import { ChartColumn, Settings, SunMoon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { changeSetting, useSettings } from '../../features/settings/index.ts'
import { Menu } from '../../ui/overlays/menu.tsx'
import { Tooltip } from '../../ui/overlays/tooltip.tsx'
import { ConnectionChip } from './connection-chip.tsx'

const themes = ['system', 'light', 'dark'] as const
const square =
  'flex size-8 shrink-0 items-center justify-center rounded-md text-muted transition-colors hover:bg-hover hover:text-fg aria-expanded:bg-hover aria-[current=page]:bg-selected aria-[current=page]:text-fg touch-target'

export function SidebarFoot() {
  const { t } = useTranslation()
  const theme = useSettings(({ appearance }) => appearance.theme)
  return (
    <div className="flex min-h-11 shrink-0 items-center gap-0.5 border-t border-line px-2">
      <div className="min-w-0 flex-1 ps-1">
        <ConnectionChip />
      </div>
      <Tooltip label={t('usage.title')}>
        <Link to="/usage" aria-label={t('usage.title')} className={square}>
          <ChartColumn size={15} aria-hidden />
        </Link>
      </Tooltip>
      <Menu
        label={t('theme.label')}
        align="end"
        side="top"
        triggerClassName={square}
        trigger={<SunMoon size={15} aria-hidden />}
        entries={[
          {
            kind: 'choice',
            id: 'theme',
            label: t('theme.label'),
            value: theme,
            options: themes.map((value) => ({ value, label: t(`theme.${value}`) })),
            onChange: (value) => {
              const chosen = themes.find((known) => known === value)
              if (chosen) void changeSetting('appearance', 'theme', chosen)
            },
          },
        ]}
      />
      <Tooltip label={t('nav.settings')}>
        <Link to="/settings" aria-label={t('nav.settings')} className={square}>
          <Settings size={15} aria-hidden />
        </Link>
      </Tooltip>
    </div>
  )
}
