// What stands in for a screen that could not be drawn, or for an address where nothing is.
import { Link, type ErrorComponentProps } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Button, buttonLook } from '../../ui/controls/button.tsx'
import { EmptyState } from '../../ui/display/empty-state.tsx'
import { StatusGlyph } from '../../ui/display/status-glyph.tsx'
import { ScreenHeader } from './screen-header.tsx'

export function PageError({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation()
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return (
    <>
      <ScreenHeader title={t('error.page')} />
      <EmptyState
        icon={<StatusGlyph shape="square-cross" tone="fail" size={28} />}
        title={t('error.page')}
        detail={
          <>
            <p>{t('error.pageDetail')}</p>
            <p className="mt-2 font-mono text-xs wrap-anywhere">{String(error)}</p>
          </>
        }
        action={
          <>
            <Button weight="primary" onClick={reset}>
              {t('app.retry')}
            </Button>
            <Button onClick={() => void navigator.clipboard.writeText(details)}>
              {t('error.copyDetails')}
            </Button>
          </>
        }
      />
    </>
  )
}

export function NothingHere() {
  const { t } = useTranslation()
  return (
    <>
      <ScreenHeader title={t('error.notFound')} />
      <EmptyState
        title={t('error.notFound')}
        detail={t('error.notFoundDetail')}
        action={
          <Link to="/" className={buttonLook({ weight: 'primary' })}>
            {t('error.toOverview')}
          </Link>
        }
      />
    </>
  )
}
