// Says whether what is on screen is live, and lets a person try again at once. Says "last known", never "stopped".
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStale } from '../../features/threads/index.ts'
import { retryNow, useConnection } from '../../live/use-connection.ts'
import { announce } from '../../ui/display/announcer.tsx'
import { StatusGlyph } from '../../ui/display/status-glyph.tsx'

/** `quiet`: nothing is shown while all is well. */
export function ConnectionChip({ quiet }: { quiet?: boolean }) {
  const { t } = useTranslation()
  const connection = useConnection()
  const stale = useStale()
  if (!stale) {
    if (quiet) return null
    const connected = connection.kind === 'connected'
    return (
      <span className="flex items-center gap-2 text-sm text-muted">
        <StatusGlyph
          shape={connected ? 'disc' : 'arc'}
          tone={connected ? 'review' : 'run'}
          size={12}
        />
        <span className="truncate">
          {t(connected ? 'connection.connected' : 'connection.connecting')}
        </span>
      </span>
    )
  }
  return (
    <button
      type="button"
      onClick={retryNow}
      title={`${t('connection.offline')} ${t('connection.retryNow')}`}
      className="flex min-h-7 max-w-full items-center gap-2 rounded-md px-2 text-sm text-need tint touch-target"
    >
      <StatusGlyph shape="arc" tone="need" size={12} />
      <span className="truncate">{t('connection.reconnecting')}</span>
      <span className="sr-only">{t('connection.retryNow')}</span>
    </button>
  )
}

/** Speaks up when the connection is lost and when it is back, once each. */
export function useConnectionNews(): void {
  const { t } = useTranslation()
  const stale = useStale()
  const before = useRef(stale)
  useEffect(() => {
    if (before.current === stale) return
    before.current = stale
    announce(t(stale ? 'connection.lost' : 'connection.back'), stale ? 'urgent' : 'news')
  }, [stale, t])
}
