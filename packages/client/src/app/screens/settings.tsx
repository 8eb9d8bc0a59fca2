// What a person may set, section by section: a list beside the section where there is room, one after the other on a phone.
import { Link, Navigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMedia } from '../../platform/browser.ts'
import { buttonLook } from '../../ui/controls/button.tsx'
import { EmptyState } from '../../ui/display/empty-state.tsx'
import { ScreenHeader } from '../shell/screen-header.tsx'
import { phone } from '../shell/shell.tsx'
import { SectionList } from './settings/section-list.tsx'
import { settingsSections, type SettingsSection } from './settings/sections.ts'

export function SettingsScreen() {
  const { t } = useTranslation()
  const onPhone = useMedia(phone)
  const { section: id } = useParams({ strict: false })
  if (id === undefined && !onPhone)
    return <Navigate to="/settings/$section" params={{ section: 'general' }} replace />
  const section = settingsSections.find((known) => known.id === id)
  const title = onPhone && section ? t(section.title) : t('settings.title')
  return (
    <>
      <ScreenHeader title={title} {...(id === undefined ? {} : { backTo: '/settings' })} />
      <div className="flex min-h-0 flex-1">
        {(!onPhone || id === undefined) && (
          <div className="scroll-thin w-60 shrink-0 overflow-y-auto border-e border-line p-3 max-md:w-full max-md:border-e-0">
            <SectionList />
          </div>
        )}
        {id !== undefined && (
          <div className="scroll-thin min-w-0 flex-1 overflow-y-auto">
            <div className="mx-auto w-full max-w-2xl px-6 py-5 max-md:px-4 max-md:py-2">
              {section ? <Section {...section} /> : <NoSection />}
            </div>
          </div>
        )}
      </div>
    </>
  )
}

function Section({ title, Body }: SettingsSection) {
  const { t } = useTranslation()
  return (
    <section>
      <h2 className="pb-2 text-lg font-medium max-md:sr-only">{t(title)}</h2>
      <div className="divide-y divide-line">
        <Body />
      </div>
    </section>
  )
}

function NoSection() {
  const { t } = useTranslation()
  return (
    <EmptyState
      title={t('error.notFound')}
      action={
        <Link to="/settings" className={buttonLook()}>
          {t('settings.title')}
        </Link>
      }
    />
  )
}
