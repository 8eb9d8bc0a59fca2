// What the agents have used.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { UsagePage } from '../../features/usage/index.ts'
import { ScreenHeader } from '../shell/screen-header.tsx'

export function UsageScreen() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/usage' })
  const navigate = useNavigate()
  return (
    <>
      <ScreenHeader title={t('usage.title')} />
      <UsagePage
        search={search}
        onChange={(changed) => void navigate({ to: '/usage', search: changed, replace: true })}
      />
    </>
  )
}
