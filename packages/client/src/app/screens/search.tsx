// Full text over all conversations.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { SearchPage } from '../../features/search/index.ts'
import { ScreenHeader } from '../shell/screen-header.tsx'

export function SearchScreen() {
  const { t } = useTranslation()
  const ask = useSearch({ from: '/search' })
  const navigate = useNavigate()
  return (
    <>
      <ScreenHeader title={t('search.title')} />
      <SearchPage
        ask={ask}
        onChange={(changed) => void navigate({ to: '/search', search: changed, replace: true })}
      />
    </>
  )
}
