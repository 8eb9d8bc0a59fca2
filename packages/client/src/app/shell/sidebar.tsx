// The left pane: where to go, what needs a person, all threads by project. Composes features; holds no data of its own.
import { Link } from '@tanstack/react-router'
import { House, Inbox, PanelLeftClose, Search, SquarePen } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { runCommand, useKeysOf } from '../../features/commands/index.ts'
import { useInboxSize } from '../../features/inbox/index.ts'
import { ThreadLists } from '../../features/threads/index.ts'
import { IconButton } from '../../ui/controls/icon-button.tsx'
import { Kbd } from '../../ui/display/kbd.tsx'
import { Mark } from './mark.tsx'
import { rowLook } from './row-look.ts'
import { SidebarFoot } from './sidebar-foot.tsx'

export type SidebarProps = {
  onFold?: () => void
  /** What the pane's outer edge is, for example a splitter. Inside the landmark, so that everything is in one. */
  edge?: ReactNode
}

export function Sidebar({ onFold, edge }: SidebarProps) {
  const { t } = useTranslation()
  const inbox = useInboxSize()
  const sidebarKeys = useKeysOf('sidebar')
  const newThreadKeys = useKeysOf('newThread')
  return (
    <nav
      aria-label={t('app.navigation')}
      data-region
      tabIndex={-1}
      className="ring-inset-focus relative flex min-w-0 flex-1 flex-col"
    >
      <div className="flex h-12 shrink-0 items-center gap-2 ps-4 pe-2">
        <Mark />
        <span className="flex-1 font-semibold tracking-tight">{t('app.name')}</span>
        {onFold && (
          <IconButton
            size="sm"
            label={t('app.foldSidebar')}
            keys={sidebarKeys}
            icon={<PanelLeftClose size={15} aria-hidden />}
            onClick={onFold}
          />
        )}
      </div>
      <ul className="shrink-0 px-2">
        <NavLink to="/" icon={<House size={15} aria-hidden />} label={t('nav.overview')} />
        <NavLink
          to="/inbox"
          icon={<Inbox size={15} aria-hidden />}
          label={t('inbox.title')}
          count={inbox}
        />
        <NavLink
          to="/new"
          icon={<SquarePen size={15} aria-hidden />}
          label={t('nav.newThread')}
          keys={newThreadKeys}
        />
        <FindButton />
      </ul>
      <div className="scroll-thin min-h-0 flex-1 overflow-y-auto px-2 pb-4">
        <ThreadLists />
      </div>
      <SidebarFoot />
      {edge && <div className="absolute inset-y-0 end-0 z-10 flex">{edge}</div>}
    </nav>
  )
}

function FindButton() {
  const { t } = useTranslation()
  const keys = useKeysOf('palette')
  return (
    <li>
      <button
        type="button"
        onClick={() => runCommand('palette')}
        className={`${rowLook} w-full text-start`}
      >
        <span className="text-muted">
          <Search size={15} aria-hidden />
        </span>
        <span className="min-w-0 flex-1 truncate">{t('commands.palette')}</span>
        {keys && <Kbd keys={keys} />}
      </button>
    </li>
  )
}

type NavLinkProps = {
  to: '/' | '/inbox' | '/new'
  icon: ReactNode
  label: string
  keys?: string | undefined
  count?: number
}

function NavLink({ to, icon, label, keys, count = 0 }: NavLinkProps) {
  return (
    <li>
      <Link to={to} activeOptions={{ exact: true, includeSearch: false }} className={rowLook}>
        <span className="text-muted">{icon}</span>
        <span className="min-w-0 flex-1 truncate">{label}</span>
        {count > 0 && <span className="text-xs text-muted">{count}</span>}
        {keys && <Kbd keys={keys} />}
      </Link>
    </li>
  )
}
