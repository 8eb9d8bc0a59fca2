// The folded sidebar: 48 px of icons. On a narrow window the whole sidebar opens over the page instead of beside it.
import { Link, useRouterState } from '@tanstack/react-router'
import { ChartColumn, House, Inbox, PanelLeftOpen, Search, Settings, SquarePen } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { runCommand, useKeysOf } from '../../features/commands/index.ts'
import { IconButton } from '../../ui/controls/icon-button.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { Tooltip } from '../../ui/overlays/tooltip.tsx'
import { useLayout } from './layout-store.ts'
import { Mark } from './mark.tsx'
import { Sidebar } from './sidebar.tsx'

export function Rail({ drawer }: { drawer: boolean }) {
  const { t } = useTranslation()
  const paletteKeys = useKeysOf('palette')
  const sidebarKeys = useKeysOf('sidebar')
  const path = useRouterState({ select: (state) => state.location.pathname })
  // Going somewhere closes the drawer: it is open on one page only.
  const [openAt, setOpenAt] = useState<string>()
  const setFolded = useLayout((layout) => layout.setFolded)
  return (
    <>
      <nav
        aria-label={t('app.navigation')}
        data-region
        tabIndex={-1}
        className="ring-inset-focus flex w-12 shrink-0 flex-col items-center gap-1 border-e border-line bg-sidebar py-3"
      >
        <Mark />
        <span className="h-1" />
        <IconButton
          label={t('app.unfoldSidebar')}
          keys={sidebarKeys}
          icon={<PanelLeftOpen size={16} aria-hidden />}
          onClick={() => (drawer ? setOpenAt(path) : setFolded(false))}
        />
        <RailLink to="/" label={t('nav.overview')} icon={<House size={16} aria-hidden />} />
        <RailLink to="/inbox" label={t('inbox.title')} icon={<Inbox size={16} aria-hidden />} />
        <RailLink to="/new" label={t('nav.newThread')} icon={<SquarePen size={16} aria-hidden />} />
        <IconButton
          label={t('commands.palette')}
          keys={paletteKeys}
          icon={<Search size={16} aria-hidden />}
          onClick={() => runCommand('palette')}
        />
        <span className="flex-1" />
        <RailLink
          to="/usage"
          label={t('usage.title')}
          icon={<ChartColumn size={16} aria-hidden />}
        />
        <RailLink
          to="/settings"
          label={t('nav.settings')}
          icon={<Settings size={16} aria-hidden />}
        />
      </nav>
      <Dialog
        open={drawer && openAt === path}
        onOpenChange={(open) => setOpenAt(open ? path : undefined)}
        title={t('app.navigation')}
        closeLabel={t('app.close')}
        shape="drawer"
      >
        <div className="-mx-4 flex h-full">
          <Sidebar />
        </div>
      </Dialog>
    </>
  )
}

type RailLinkProps = {
  to: '/' | '/inbox' | '/new' | '/settings' | '/usage'
  label: string
  icon: ReactNode
}

function RailLink({ to, label, icon }: RailLinkProps) {
  return (
    <Tooltip label={label}>
      <Link
        to={to}
        aria-label={label}
        activeOptions={{ exact: true, includeSearch: false }}
        className="flex size-8 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-fg aria-[current=page]:bg-selected aria-[current=page]:text-fg touch-target"
      >
        {icon}
      </Link>
    </Tooltip>
  )
}
