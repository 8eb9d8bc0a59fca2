// The 48 px line on top of every screen: on a phone a way back, the page's only h1, then what the screen puts there.
import { Link } from '@tanstack/react-router'
import { ChevronLeft, Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { runCommand } from '../../features/commands/index.ts'
import { useMedia } from '../../platform/browser.ts'
import { IconButton } from '../../ui/controls/icon-button.tsx'
import { ConnectionChip } from './connection-chip.tsx'
import { usePageTitle } from './page-title.ts'
import { phone } from './shell.tsx'

export type ScreenHeaderProps = {
  title: string
  /** Drawn before the title, for example a status glyph. */
  lead?: ReactNode
  /** Where the way back leads on a phone; the overview unless told otherwise. */
  backTo?: '/' | '/settings'
  children?: ReactNode
}

export function ScreenHeader({ title, lead, backTo = '/', children }: ScreenHeaderProps) {
  const { t } = useTranslation()
  const onPhone = useMedia(phone)
  usePageTitle(title)
  return (
    <header className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-3 border-b border-line px-4 max-md:ps-1.5">
      <div className="flex min-w-0 flex-1 items-center gap-2">
        {onPhone && (
          <Link
            to={backTo}
            aria-label={t('app.back')}
            className="flex size-8 items-center justify-center rounded-md text-muted touch-target"
          >
            <ChevronLeft size={20} aria-hidden />
          </Link>
        )}
        {lead}
        <h1 tabIndex={-1} className="truncate font-medium outline-none" title={title}>
          {title}
        </h1>
      </div>
      {onPhone && <ConnectionChip quiet />}
      {onPhone && (
        <IconButton
          label={t('commands.palette')}
          icon={<Search size={18} aria-hidden />}
          onClick={() => runCommand('palette')}
        />
      )}
      {children}
    </header>
  )
}
