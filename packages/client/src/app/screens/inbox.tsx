// The inbox as a page: who asks, what is ready, what failed.
import { Link } from '@tanstack/react-router'
import { Inbox } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { InboxList, useInboxSize } from '../../features/inbox/index.ts'
import { useProjectsKnown } from '../../features/projects/index.ts'
import { buttonLook } from '../../ui/controls/button.tsx'
import { EmptyState } from '../../ui/display/empty-state.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { ScreenHeader } from '../shell/screen-header.tsx'

export function InboxScreen() {
  const { t } = useTranslation()
  const known = useProjectsKnown()
  const empty = useInboxSize() === 0
  return (
    <>
      <ScreenHeader title={t('inbox.title')} />
      {!known && <Skeleton lines={['25%', '70%', '55%', '65%']} className="p-6" />}
      {known && empty && (
        <EmptyState
          icon={<Inbox size={22} aria-hidden />}
          title={t('inbox.empty')}
          detail={t('inbox.emptyDetail')}
          action={
            <Link to="/" className={buttonLook({ weight: 'primary' })}>
              {t('error.toOverview')}
            </Link>
          }
        />
      )}
      {known && !empty && <InboxList />}
    </>
  )
}
