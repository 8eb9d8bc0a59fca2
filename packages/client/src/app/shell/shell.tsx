// The frame around every screen: sidebar, the line beside it, main. A screen that fails never takes the sidebar with it.
import { Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useCloneEnds } from '../../features/projects/index.ts'
import { useMedia } from '../../platform/browser.ts'
import { NoticesOffer } from '../attention/notices/offer.tsx'
import { useNotices } from '../attention/notices/use-notices.ts'
import { useAttention } from '../attention/use-attention.ts'
import { ShortcutSheet } from '../keys/shortcut-sheet.tsx'
import { SkipLinks } from '../keys/skip-links.tsx'
import { useAppCommands } from '../keys/use-app-commands.ts'
import { Palette } from '../palette/palette.tsx'
import { Announcer } from '../../ui/display/announcer.tsx'
import { Splitter } from '../../ui/layout/splitter.tsx'
import { Toaster } from '../../ui/overlays/toaster.tsx'
import { useConnectionNews } from './connection-chip.tsx'
import { DemoBanner } from './demo-banner.tsx'
import { Gate } from './gate.tsx'
import { sidebarWidths, useLayout } from './layout-store.ts'
import { Rail } from './rail.tsx'
import { RestoredBanner, useBeginningAnew } from './restored.tsx'
import { RoomBar } from './room-bar.tsx'
import { Sidebar } from './sidebar.tsx'

export const phone = '(max-width: 767px)'
export const narrow = '(max-width: 1023px)'

/** Everything on the page. */
export function Shell() {
  const { t } = useTranslation()
  return (
    <>
      <Gate>
        <Frame />
      </Gate>
      <Announcer />
      <Toaster label={t('app.notices')} closeLabel={t('app.close')} />
    </>
  )
}

function Frame() {
  useFocusOnArrival()
  useAppCommands()
  useAttention()
  useNotices()
  useConnectionNews()
  useCloneEnds()
  useBeginningAnew()
  return (
    <div className="flex h-dvh flex-col">
      <SkipLinks />
      <DemoBanner />
      <RestoredBanner />
      <NoticesOffer />
      <RoomBar />
      <div className="flex min-h-0 flex-1">
        <SidePane />
        <main
          id="main"
          tabIndex={-1}
          data-region
          className="ring-inset-focus flex min-w-0 flex-1 flex-col"
        >
          <Outlet />
        </main>
      </div>
      <Palette />
      <ShortcutSheet />
    </div>
  )
}

function SidePane() {
  const { t } = useTranslation()
  const onPhone = useMedia(phone)
  const onNarrow = useMedia(narrow)
  const { sidebarWidth, folded, setSidebarWidth, setFolded } = useLayout()
  if (onPhone) return null
  if (folded || onNarrow) return <Rail drawer={onNarrow} />
  return (
    <div id="sidebar" style={{ width: sidebarWidth }} className="flex shrink-0 bg-sidebar">
      <Sidebar
        onFold={() => setFolded(true)}
        edge={
          <Splitter
            label={t('app.resizeSidebar')}
            controls="sidebar"
            size={sidebarWidth}
            {...sidebarWidths}
            onSize={setSidebarWidth}
            onFold={() => setFolded(true)}
          />
        }
      />
    </div>
  )
}

/**
 * After a change of page the focus goes to its heading, so that a screen reader says where we are; unless the page has a
 * field to write in, or a card to be answered, and has brought the focus there itself, or the person has opened a dialog
 * meanwhile.
 */
function useFocusOnArrival(): void {
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname })
  const first = useRef(true)
  useEffect(() => {
    if (path === undefined) return
    if (first.current) {
      first.current = false
      return
    }
    const focused = document.activeElement
    if (focused?.matches('main :is(textarea, input, [data-approval-card])')) return
    if (focused?.closest('[role=dialog][data-open]')) return
    const heading = document.querySelector<HTMLElement>('main h1')
    heading?.focus({ preventScroll: true })
  }, [path])
}
